"""The reader of printed sheets, on which every test of print rests."""

from printed import sheets_of


def test_a_word_that_a_font_prints_with_joined_letters_is_read_as_written(phone):
    """A learner code is drawn by lot, and one in some dozens has such letters; its tests failed then."""
    phone.set_content("<p style='font: 16px DejaVu Sans, sans-serif'>gentle-puffin-33, a flier, an office</p>")

    (sheet,) = sheets_of(phone.pdf())

    assert "gentle-puffin-33, a flier, an office" in " ".join(sheet.split())
