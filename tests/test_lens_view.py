"""The language lens in a real browser, at the width of a phone, as the static page has it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from course.content import ExerciseData, find_problems, find_root
from course.errors import ContentError
from course.exercises import exercise, view_source
from course.exercises.language_lens import LanguageLens
from tests.pages import serve, write_page

OLD = "An addict came to the door."
VIEW = "/_static/course/exercises/language_lens/view.js"


@pytest.fixture
def lens(monkeypatch: pytest.MonkeyPatch) -> LanguageLens:
    """The exercise of the module, as a page that is being built has it."""
    monkeypatch.setenv("COURSE_BUILDING", "1")
    made = exercise("opening-words")
    assert isinstance(made, LanguageLens)
    return made


@pytest.fixture
def address(tmp_path: Path, lens: LanguageLens) -> Iterator[str]:
    write_page(tmp_path, lens)
    with serve(tmp_path) as url:
        yield url


@pytest.fixture
def page(phone: Page, address: str) -> Page:
    """A phone with the lens open, and nothing in it."""
    open_lens(phone, address)
    return phone


def open_lens(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("course-exercise[ready]")


def type_text(page: Page, text: str) -> None:
    page.get_by_label("Paste or type a text").fill(text)


def field(page: Page) -> str:
    return page.get_by_label("Paste or type a text").input_value()


def saved(page: Page) -> Any:
    return page.evaluate("JSON.parse(localStorage['course-journal']).entries['opening-words'].response")


def call(page: Page, script: str, argument: Any = None) -> Any:
    """Run a line with the view's own functions at hand, as ``view``."""
    return page.evaluate(f"async (argument) => {{ const view = await import('{VIEW}'); return {script}; }}", argument)


def open_card(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def test_marks_show_while_typing(page: Page) -> None:
    """A text need not be finished, or sent anywhere, to be read."""
    type_text(page, "We saw two drug addicts. My clean time is eleven years.")

    expect(page.get_by_text("1 word to look at, 1 gentle note.")).to_be_visible()
    expect(page.get_by_role("button", name="drug addicts: word to look at")).to_be_visible()
    expect(page.get_by_role("button", name="clean time: gentle note")).to_be_visible()


def test_flag_and_note_differ_by_line(page: Page) -> None:
    """Somebody who sees no colors must still tell the two apart."""
    type_text(page, "We saw two drug addicts. My clean time is eleven years.")
    page.wait_for_selector(".course-lens-mark")
    styles = page.locator(".course-lens-mark").evaluate_all(
        "marks => marks.map(mark => getComputedStyle(mark).borderBottomStyle)"
    )

    assert styles == ["solid", "dotted"]


def test_a_card_opens_and_closes_by_keyboard(page: Page) -> None:
    """Focus goes into the card and comes back to the word, or a keyboard user is lost."""
    type_text(page, OLD)
    mark = page.get_by_role("button", name="addict: word to look at")
    mark.focus()
    page.keyboard.press("Enter")
    card = page.locator(".course-lens-card")

    expect(card).to_be_focused()
    expect(mark).to_have_attribute("aria-expanded", "true")
    expect(card).to_contain_text("Who says so: ")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(mark).to_be_focused()


def test_a_card_has_room_for_words_twice_as_large(page: Page) -> None:
    """Frames that grew with the letters left a column of three letters a line."""
    page.add_style_tag(content="html { font-size: 200% }")
    type_text(page, OLD)
    open_card(page, "addict: word")
    way = page.locator(".course-lens-card .course-button").first
    room = way.evaluate("one => one.parentElement.clientWidth - 2 * parseFloat(getComputedStyle(one).paddingLeft)")

    assert room > 220


def test_escape_closes_a_card_from_its_word_too(page: Page) -> None:
    """Whoever went back to the word to read on must not hunt for the way out."""
    type_text(page, OLD)
    open_card(page, "addict: word")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Escape")

    expect(page.locator(".course-lens-card")).to_have_count(0)
    expect(page.get_by_role("button", name="addict: word")).to_be_focused()


def test_a_persons_own_word_is_not_told_to_hurt(page: Page) -> None:
    """The module promises that your own label is yours; its lens must not say otherwise."""
    type_text(page, "I'm Ray, and I'm an addict. An addict came to the door.")
    open_card(page, "addict: gentle note")
    expect(page.locator(".course-lens-card")).to_contain_text("a person’s own word")
    expect(page.locator(".course-lens-card")).not_to_contain_text("can hurt")
    open_card(page, "addict: word to look at")

    expect(page.locator(".course-lens-card")).to_contain_text("can hurt")


def test_the_space_key_opens_a_card_and_does_not_scroll(page: Page) -> None:
    """What is announced as a button must act like one."""
    type_text(page, OLD)
    page.get_by_role("button", name="addict: word to look at").focus()
    page.keyboard.press("Space")

    expect(page.locator(".course-lens-card")).to_be_focused()
    assert page.evaluate("scrollX") == 0


def test_one_tap_replaces_and_fits_the_article(page: Page) -> None:
    """A replacement that breaks the sentence is work left to the learner."""
    type_text(page, OLD)
    open_card(page, "addict: word")
    page.get_by_role("button", name="person who uses drugs").click()

    assert field(page) == "A person who uses drugs came to the door."
    expect(page.locator(".course-lens-paragraph")).to_be_focused()


def test_undo_goes_back_more_than_one_step(page: Page) -> None:
    """Trying a wording must cost nothing."""
    type_text(page, "An addict and a junkie came.")
    for word in ("addict: word", "junkie: word"):
        open_card(page, word)
        page.get_by_role("button", name="person who uses drugs").click()
    assert field(page) == "A person who uses drugs and a person who uses drugs came."

    page.get_by_role("button", name="Undo").click()
    assert field(page) == "A person who uses drugs and a junkie came."
    page.get_by_role("button", name="Undo").click()
    assert field(page) == "An addict and a junkie came."


def test_start_over_brings_the_first_text_back_and_undo_the_last(page: Page) -> None:
    """A slip of the thumb on Start over must not lose an evening's work."""
    type_text(page, OLD)
    open_card(page, "addict: word")
    page.get_by_role("button", name="person who uses drugs").click()
    page.get_by_role("button", name="Start over").click()
    assert field(page) == OLD

    page.get_by_role("button", name="Undo").click()
    assert field(page) == "A person who uses drugs came to the door."


def test_kept_words_stay_unmarked_after_a_reload(page: Page) -> None:
    """Your own word is yours, and saying so once is enough."""
    type_text(page, OLD)
    open_card(page, "addict: word")
    page.get_by_role("button", name="Keep my words").click()
    expect(page.get_by_text("Nothing else to look at. You kept 1 wording of your own.")).to_be_visible()
    page.reload()
    page.wait_for_selector("course-exercise[ready]")

    assert field(page) == OLD
    expect(page.locator(".course-lens-mark")).to_have_count(0)
    page.get_by_role("button", name="Mark my kept words again").click()
    expect(page.locator(".course-lens-mark")).to_have_count(1)


def test_a_reload_brings_text_and_before_back(page: Page) -> None:
    """A phone that runs out of power must not cost the work."""
    type_text(page, OLD)
    open_card(page, "addict: word")
    page.get_by_role("button", name="person who uses drugs").click()
    page.reload()

    expect(page.locator(".course-lens-columns")).to_contain_text(OLD)
    assert field(page) == "A person who uses drugs came to the door."


def test_words_typed_in_the_last_moment_are_saved(page: Page) -> None:
    """The pause before reading must not be a pause before saving, if the tab is closed."""
    page.evaluate(
        """() => { const field = document.querySelector('.course-lens-field');
        field.value = 'Last words'; field.dispatchEvent(new Event('input'));
        dispatchEvent(new Event('pagehide')); }"""
    )

    assert saved(page)["text"] == "Last words"


def test_the_new_text_is_copied(page: Page) -> None:
    """It is wanted in the group's own document, not here."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    type_text(page, OLD)
    open_card(page, "addict: word")
    page.get_by_role("button", name="person who uses drugs").click()
    page.get_by_role("button", name="Copy the new text").click()

    expect(page.get_by_text("The new text is copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "A person who uses drugs came to the door."


def test_a_refused_clipboard_leaves_the_text_selected(page: Page) -> None:
    """Some browsers refuse, and then the learner must still get the text out."""
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    type_text(page, OLD)
    open_card(page, "addict: word")
    page.get_by_role("button", name="person who uses drugs").click()
    page.get_by_role("button", name="Copy the new text").click()
    spare = page.get_by_label("New text, to copy by hand")

    expect(page.get_by_text("The new text is selected below: copy it by hand.")).to_be_visible()
    assert spare.evaluate("it => it.value.slice(it.selectionStart, it.selectionEnd)") == field(page)


def test_nothing_found_praises_nobody(page: Page) -> None:
    """An unkind text can be free of every word on a list."""
    type_text(page, "You people never change.")

    expect(page.get_by_text("That does not make a text kind; read it aloud.")).to_be_visible()


def test_a_pasted_text_has_its_own_before(page: Page) -> None:
    """Before and after must be of one text."""
    type_text(page, OLD)
    open_card(page, "addict: word")
    page.get_by_role("button", name="person who uses drugs").click()
    page.locator(".course-lens-field").evaluate(
        """field => { field.select(); field.dispatchEvent(new ClipboardEvent('paste'));
        field.value = 'A junkie.'; field.dispatchEvent(new Event('input')); }"""
    )
    expect(page.get_by_role("button", name="junkie: word")).to_be_visible()

    assert saved(page) == {"text": "A junkie.", "original": "A junkie.", "kept": []}


JUNK = [3, "words", [], {"text": 5}, {"text": None, "original": [], "kept": "x"}, {"kept": [[1], None, ["a", 2]]}]


@pytest.mark.parametrize("response", JUNK, ids=json.dumps)
def test_a_foreign_response_opens_an_empty_lens(phone: Page, address: str, response: object) -> None:
    """A journal from another edition, or edited by hand, must not take the exercise away."""
    entry = {"type": "language_lens", "response": response, "saved_at": "2026-11-23T10:00:00Z"}
    journal = {"format": "course-journal/1", "saved_at": "2026-11-23T10:00:00Z", "entries": {"opening-words": entry}}
    phone.add_init_script(f"localStorage['course-journal'] = {json.dumps(json.dumps(journal))}")
    open_lens(phone, address)

    assert field(phone) == ""
    type_text(phone, OLD)
    expect(phone.locator(".course-lens-mark")).to_have_count(1)


def test_a_text_is_drawn_as_text(page: Page) -> None:
    """A pasted page must not become part of ours."""
    type_text(page, "<img src=x onerror=alert(1)> A junkie <b>came</b>.")

    expect(page.locator(".course-lens-mark")).to_have_count(1)
    assert page.locator(".course-lens-text :is(img, b)").count() == 0


def test_every_character_of_a_text_is_drawn(page: Page) -> None:
    """Marks, empty lines and emoji must not swallow or double a letter."""
    text = "😀 An addict.\n\n\nA drug\naddict, two\nlines.  \n\n  Clean time."
    type_text(page, text)
    page.wait_for_selector(".course-lens-mark")
    drawn = page.locator(".course-lens-paragraph").all_text_contents()

    assert "".join("".join(drawn).split()) == "".join(text.split())


def test_a_very_long_text_is_read_in_part_and_kept_whole(page: Page) -> None:
    """The cap protects the phone, not the text."""
    text = "An addict came. " * 1300
    type_text(page, text)

    expect(page.get_by_text("The lens reads the first 20,000 characters.")).to_be_visible()
    assert len(saved(page)["text"]) == len(text)


ARTICLES = {
    ("Meet an ", "person"): "Meet a ",
    ("Meet a ", "opioid"): "Meet an ",
    ("A ", "old friend"): "An ",
    ("An ", "user"): "A ",
    ("a ", "MOUD program"): "an ",
    ("an ", "UA"): "a ",
    ("an ", "university"): "a ",
    ("a ", "unhoused person"): "an ",
    ("a ", "honest talk"): "an ",
    ("an ", "one-time use"): "a ",
    ("He is an ", "a person"): "He is ",
    ("vitamin-a ", "opioid"): "vitamin-a ",
    ("Banana ", "opioid"): "Banana ",
    ("the ", "opioid"): "the ",
}


def test_an_article_follows_the_sound_of_the_next_word(page: Page) -> None:
    """A lens that writes "a opioid" looks careless, and its advice with it."""
    pairs = list(ARTICLES)
    fitted = call(page, "argument.map(([before, wording]) => view.fitArticle(before, wording))", pairs)

    assert dict(zip(pairs, fitted, strict=True)) == ARTICLES


CAPITALS = [
    ("Addicts came.", "Addicts", "People came."),
    ("Hello. Addicts came.", "Addicts", "Hello. People came."),
    ("- Addicts came.", "Addicts", "- People came."),
    ("We say: “Addicts came.”", "Addicts", "We say: “People came.”"),
    ("The addicts came.", "addicts", "The people came."),
    ("We offer MAT here.", "MAT", "We offer people here."),
    ("NO DRUG ADDICTS HERE", "DRUG ADDICTS", "NO PEOPLE HERE"),
]


def test_a_capital_stands_where_a_sentence_starts(page: Page) -> None:
    """The learner's own sentence keeps its shape."""
    marks = [
        {"text": text, "mark": {"start": text.index(words), "end": text.index(words) + len(words), "text": words}}
        for text, words, _ in CAPITALS
    ]
    replaced = call(page, "argument.map(({ text, mark }) => view.replaceMark(text, mark, 'people').text)", marks)

    assert replaced == [expected for _, _, expected in CAPITALS]


def test_without_javascript_the_paper_face_is_whole(browser: Browser, address: str, lens: LanguageLens) -> None:
    """A page opened from a file, or with scripts off, still teaches."""
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto(address)

    for term in lens.data["paper_terms"]:
        expect(page.locator(".course-table")).to_contain_text(term)
    expect(page.locator(".course-lens-sample")).to_contain_text("Welcome to the Tuesday night group.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()


def test_print_shows_before_and_after(page: Page) -> None:
    """The trainer's handout, and the learner's, is the printed page."""
    type_text(page, OLD)
    open_card(page, "addict: word")
    page.get_by_role("button", name="person who uses drugs").click()
    page.emulate_media(media="print")

    expect(page.locator("[data-write=before]")).to_have_text(OLD)
    expect(page.locator("[data-write=after]")).to_have_text("A person who uses drugs came to the door.")
    expect(page.locator("[data-write=after]")).to_be_visible()
    expect(page.locator(".course-live")).to_be_hidden()


def test_an_unknown_paper_term_is_named() -> None:
    """An author who misspells a term must read which one."""
    fields = {"title": "T", "samples": [{"id": "a", "title": "A", "text": "A."}], "paper_terms": ["juncky"]}
    record = ExerciseData("opening-words", "language_lens", fields, Path("opening-words.yml"))

    with pytest.raises(ContentError, match=r"opening-words\.yml: paper_terms: 'juncky'"):
        LanguageLens.build_data(record, find_root())


def test_the_exercise_file_fits_its_schema() -> None:
    """The module's page cannot be built from a file the check refuses."""
    assert not [problem for problem in find_problems(find_root()) if "opening-words" in problem.path]


def test_the_view_stands_alone_and_holds_no_new_syntax() -> None:
    """An older phone's browser refuses a whole file for one lookbehind."""
    source = view_source("language_lens")

    assert "(?<!" not in source and "(?<=" not in source
    assert "\nimport " not in source
