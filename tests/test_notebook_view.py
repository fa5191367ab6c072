"""My notebook in a real browser: what it shows, gives away, takes back and erases."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from journals import BAD_ENTRIES, MERGED, OURS, THEIRS
from pages import WORD, entries, open_page, serve, write_small_pages
from playwright.sync_api import BrowserContext, Page, expect

from course.exercises.journal import Journal


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the small course's pages."""
    folder = write_small_pages(tmp_path_factory.mktemp("small"))
    (folder / "try-worker.js").write_text("", encoding="utf-8")
    with serve(folder) as address:
        yield address


def test_my_notebook_shows_and_erases_one_and_all(phone: Page, url: str) -> None:
    """Whoever wrote it decides whether it stays."""
    open_page(phone, url).get_by_label(WORD).fill("clean")
    phone.get_by_label("Option b of 1").check()
    open_page(phone, url, "notebook.html")
    words = phone.locator(".course-live .course-words")
    expect(words).to_have_text(["Option b of 1", "clean"])
    phone.get_by_role("button", name="Erase: Try some").click()
    phone.get_by_role("button", name="Yes, erase").click()
    expect(words).to_have_text(["clean"])
    expect(phone.get_by_role("status").first).to_be_focused()
    phone.evaluate("localStorage.setItem('course-facilitator', 'on')")
    phone.get_by_role("button", name="Erase everything").click()
    expect(phone.get_by_role("button", name="Keep it")).to_be_focused()
    phone.get_by_role("button", name="Yes, erase").click()

    expect(phone.locator(".course-live").get_by_text("Nothing is written here yet.")).to_be_visible()
    assert phone.evaluate("localStorage.length + sessionStorage.length") == 0


def test_what_is_left_without_words_can_be_erased_too(phone: Page, url: str) -> None:
    """A copy set aside holds words although the list is empty."""
    page = open_page(phone, url, "notebook.html")
    page.evaluate("localStorage.setItem('course-journal-unreadable-1', 'words')")
    page.get_by_role("button", name="Erase everything").click()
    page.get_by_role("button", name="Yes, erase").click()
    expect(page.get_by_text("Erased from this device")).to_be_visible()

    assert page.evaluate("localStorage.length") == 0


# All the places where a site can keep something.
LEFT = """async () => ({
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope),
  databases: (await indexedDB.databases()).map((one) => one.name),
  cookies: document.cookie,
  state: history.state,
})"""
FILL = """async () => {
  for (const key of ["journal", "journal-unreadable-1", "facilitator", "shared-phone", "phone", "offline", "read"])
    localStorage[`course-${key}`] = "1";
  for (const key of ["journal", "asked", "left"]) sessionStorage[`course-${key}`] = "1";
  localStorage["of-another-site"] = sessionStorage["of-another-site"] = "1";
  await navigator.serviceWorker.register("try-worker.js");
  await navigator.serviceWorker.ready;
  for (const name of ["course-book-1", "course-book-2", "of-another-site"])
    await (await caches.open(name)).put("words", new Response("words"));
  await new Promise((done) => (indexedDB.open("course-words").onsuccess = ({ target }) => done(target.result.close())));
  history.replaceState({ query: "words" }, "");
}"""
NOTHING = {"caches": [], "cookies": "", "databases": [], "local": [], "session": [], "state": None, "workers": []}


def erase_all(page: Page) -> None:
    """By the button, as a learner does."""
    page.get_by_role("button", name="Erase everything on this device").click()
    page.get_by_role("button", name="Yes, erase").click()
    expect(page.get_by_text("Erased from this device")).to_be_visible()


def test_erasing_everything_leaves_nothing_anywhere(phone: Page, url: str) -> None:
    """Both stores, the stored book, its worker; and it says what no page can take away."""
    page = open_page(phone, url, "notebook.html")
    page.evaluate(FILL)
    before = page.evaluate(LEFT)
    assert all(before[place] for place in before if place != "cookies"), before
    erase_all(page)

    others = {"local": ["of-another-site"], "session": ["of-another-site"], "caches": ["of-another-site"]}
    assert page.evaluate(LEFT) == NOTHING | others  # the host may hold another site, which is none of ours
    expect(page.get_by_text("the history of your browser, and files you downloaded")).to_be_visible()
    assert page.context.cookies() == []
    open_page(page, url)
    assert page.evaluate(LEFT) == NOTHING | others


def test_what_was_erased_does_not_come_back_when_the_page_is_left(phone_context: BrowserContext, url: str) -> None:
    """Exercises save when a page goes, in other tabs too; and a mark may be set by a clock or a thumb that scrolls."""
    other = open_page(phone_context.new_page(), url)
    other.get_by_label(WORD).fill("gone")
    page = open_page(phone_context.new_page(), url, "notebook.html")
    # A change that was not saved yet: the model has it, the journal does not.
    late = {"prompts": {"word": {"text": "late"}}}
    other.evaluate("(late) => document.querySelector('course-exercise').model.set('response', late)", late)
    erase_all(page)
    expect(other.get_by_label(WORD)).to_have_value("")
    keep = "import('./_static/course/host/device.js').then((device) => device.keep('course-read', '1'))"
    for one in (page, other):
        one.evaluate(keep)
        one.evaluate("dispatchEvent(new Event('pagehide'))")
        assert one.evaluate(LEFT) == NOTHING
        open_page(one, url, "notebook.html")
        assert one.evaluate(LEFT) == NOTHING


def test_what_is_written_after_erasing_is_new_and_kept(phone_context: BrowserContext, url: str) -> None:
    """Erasing is no ban: a learner who begins again must not lose the second text in silence."""
    other = open_page(phone_context.new_page(), url)
    erase_all(open_page(phone_context.new_page(), url, "notebook.html"))
    other.get_by_label(WORD).fill("begun again")
    open_page(other, url)

    expect(other.get_by_label(WORD)).to_have_value("begun again")


def test_after_erasing_on_a_shared_phone_its_open_pages_still_keep_nothing_on_the_device(
    phone_context: BrowserContext, url: str
) -> None:
    """The mark of a shared phone goes too, and it is asked anew; who writes on must not write for the next person."""
    phone_context.add_init_script(
        "if (!sessionStorage.began) localStorage['course-shared-phone'] = sessionStorage.began = '1'"
    )
    other = open_page(phone_context.new_page(), url)
    other.get_by_label(WORD).fill("gone")
    page = open_page(phone_context.new_page(), url, "notebook.html")
    erase_all(page)
    expect(other.get_by_label(WORD)).to_have_value("")
    other.get_by_label(WORD).fill("written on")

    assert "written on" in other.evaluate("sessionStorage['course-journal']")
    assert other.evaluate("Object.keys(localStorage)") == []
    expect(page.get_by_label("Keep my words only until")).to_be_checked()


def test_switching_a_shared_phone_on_and_off_loses_no_words_of_either_place(phone: Page, url: str) -> None:
    """One text in the device and one in the tab: the newer of each stays."""
    entry = {"type": "t", "response": {"text": "old"}, "saved_at": "2025-01-01T00:00:00Z"}
    old, new = entry, entry | {"response": {"text": "new"}, "saved_at": "2026-01-01T00:00:00Z"}
    page = open_page(phone, url, "notebook.html")
    page.evaluate(
        "([local, session]) => { localStorage['course-journal'] = local; sessionStorage['course-journal'] = session; }",
        [to_text({"a": old, "b": new}), to_text({"a": new, "c": old})],
    )
    page.get_by_label("Keep my words only until").check()
    expect(page.get_by_text("From now on your words stay in this tab only")).to_be_visible()
    page.get_by_label("Keep my words only until").uncheck()
    expect(page.get_by_text("From now on your words are kept on this device.")).to_be_visible()

    assert {i: entry["response"]["text"] for i, entry in entries(page).items()} == {"a": "new", "b": "new", "c": "old"}
    assert page.evaluate("Object.keys(sessionStorage)") == []


def test_on_a_shared_phone_copies_and_switches_go_with_the_tab_too(phone: Page, url: str) -> None:
    """They tell of somebody as well; and switching must destroy nothing."""
    page = open_page(phone, url, "notebook.html")
    page.evaluate("localStorage['course-journal-unreadable-1'] = 'words'; localStorage['course-facilitator'] = 'on'")
    page.get_by_label("Keep my words only until").check()
    expect(page.get_by_text("From now on your words stay in this tab only")).to_be_visible()

    assert page.evaluate("Object.keys(localStorage)") == ["course-shared-phone"]
    assert (
        page.evaluate("sessionStorage['course-journal-unreadable-1'] + sessionStorage['course-facilitator']")
        == "wordson"
    )


def test_erasing_in_one_tab_empties_the_exercise_in_another(phone_context: BrowserContext, url: str) -> None:
    """Erased words must not come back with the next save."""
    page = open_page(phone_context.new_page(), url)
    page.get_by_label(WORD).fill("gone")
    other = open_page(phone_context.new_page(), url, "notebook.html")
    other.get_by_role("button", name="Erase everything").click()
    other.get_by_role("button", name="Yes, erase").click()

    expect(page.get_by_label(WORD)).to_have_value("")


def test_a_shared_phone_keeps_words_in_one_tab_only(phone_context: BrowserContext, url: str) -> None:
    """The next person at that phone must find nothing."""
    page = open_page(phone_context.new_page(), url)
    page.get_by_label(WORD).fill("mine")
    open_page(page, url, "notebook.html").get_by_label("Keep my words only until").check()
    expect(page.get_by_text("From now on your words stay in this tab only")).to_be_visible()
    open_page(page, url)
    expect(page.get_by_label(WORD)).to_have_value("mine")
    page.get_by_label(WORD).fill("mine still")

    assert page.evaluate("localStorage.getItem('course-journal')") is None
    expect(open_page(phone_context.new_page(), url).get_by_label(WORD)).to_have_value("")


def export(page: Page, path: Path, passphrase: str) -> Path:
    """Export the notebook that is open."""
    page.get_by_label("Passphrase for the file").fill(passphrase)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export to a file").click()
    waiting.value.save_as(path)
    return path


@pytest.mark.parametrize("passphrase", ["", "café über Straße 🌊"])
def test_a_journal_from_the_browser_opens_in_python(phone: Page, url: str, tmp_path: Path, passphrase: str) -> None:
    """One format: from the phone to the laptop."""
    open_page(phone, url).get_by_label(WORD).fill("naïve 🌊\nline two")
    file = export(open_page(phone, url, "notebook.html"), tmp_path / "out.json", passphrase)
    journal = Journal(tmp_path / "journal.json")
    journal.load_export(file.read_text(encoding="utf-8"), passphrase or None)

    assert journal.read() == entries(phone)
    assert ("naïve" in file.read_text(encoding="utf-8")) is not bool(passphrase)


@pytest.mark.parametrize("passphrase", ["", "café über Straße 🌊"])
def test_a_journal_from_python_opens_in_the_browser(phone: Page, url: str, tmp_path: Path, passphrase: str) -> None:
    """One format: from the laptop to the phone; and a wrong passphrase changes nothing."""
    journal = Journal(tmp_path / "journal.json")
    journal.save("my-word", "reflection", {"prompts": {"word": {"text": "naïve 🌊"}}})
    file = tmp_path / "in.json"
    file.write_text(journal.to_export(passphrase or None), encoding="utf-8")
    open_page(phone, url, "notebook.html").get_by_label("A file you exported before").set_input_files(file)
    if passphrase:
        phone.get_by_label("Passphrase of this file").fill("wrong")
        phone.get_by_role("button", name="Open it").click()
        expect(phone.get_by_text("That passphrase does not open this journal")).to_be_visible()
        assert entries(phone) == {}
        phone.get_by_label("Passphrase of this file").fill(passphrase)
        phone.get_by_role("button", name="Open it").click()

    expect(phone.get_by_text("1 brought in.")).to_be_visible()
    assert entries(phone) == journal.read()


def test_a_line_is_said_where_the_hand_is(phone: Page, url: str, tmp_path: Path) -> None:
    """At the top of a long notebook nobody saw that a passphrase was wrong; the field stayed after a right one."""
    journal = Journal(tmp_path / "journal.json")
    journal.save("my-word", "reflection", {"prompts": {"word": {"text": "a line\n" * 60}}})
    file = tmp_path / "in.json"
    file.write_text(journal.to_export("right"), encoding="utf-8")
    open_page(phone, url).get_by_label(WORD).fill("an older line\n" * 60)
    phone.evaluate("localStorage['course-journal'] = localStorage['course-journal'].replaceAll('202', '201')")
    open_page(phone, url, "notebook.html").get_by_label("A file you exported before").set_input_files(file)
    secret = phone.get_by_label("Passphrase of this file")
    secret.fill("wrong")
    phone.get_by_role("button", name="Open it").click()
    expect(phone.get_by_text("That passphrase does not open this journal")).to_be_in_viewport()
    expect(secret).to_be_focused()
    secret.fill("right")
    secret.press("Enter")

    expect(phone.get_by_text("1 brought in.")).to_be_in_viewport()
    expect(secret).to_be_hidden()
    expect(phone.locator(":focus")).to_have_count(1)


BAD_FILES = ["{half", "[]", '{"format": "course-journal/1", "entries": {"../x": 1}}', '{"format": "course-journal/1"}']


def test_a_file_that_is_no_journal_is_refused_in_one_line(phone: Page, url: str, tmp_path: Path) -> None:
    """A wrong file picked by mistake must change nothing."""
    open_page(phone, url).get_by_label(WORD).fill("clean")
    before = entries(phone)
    open_page(phone, url, "notebook.html")
    for number, text in enumerate(BAD_FILES):
        file = tmp_path / f"{number}.json"
        file.write_text(text, encoding="utf-8")
        phone.get_by_label("A file you exported before").set_input_files(file)
        expect(phone.get_by_text("This file is not a journal").or_(phone.get_by_text("is damaged"))).to_be_visible()

    assert entries(phone) == before


def to_text(content: object) -> str:
    """A journal's text around these entries."""
    return json.dumps({"format": "course-journal/1", "saved_at": "2026-01-01T00:00:00Z", "entries": content})


def test_the_newer_of_two_entries_stays_in_the_browser_too(phone: Page, url: str, tmp_path: Path) -> None:
    """Both hosts merge alike, and say so in the same words."""
    file = tmp_path / "theirs.json"
    file.write_text(to_text(THEIRS), encoding="utf-8")
    open_page(phone, url, "notebook.html").evaluate(
        "text => localStorage.setItem('course-journal', text)", to_text(OURS)
    )
    phone.get_by_label("A file you exported before").set_input_files(file)

    expect(phone.get_by_text(MERGED)).to_be_visible()
    assert {i: entry["response"] for i, entry in entries(phone).items()} == {"a": "new", "b": "new", "c": "old"}


def test_an_entry_of_any_name_can_be_read_and_erased(phone: Page, url: str) -> None:
    """Every object of JavaScript has a "constructor"; a file may hold an exercise of that name."""
    entry = {"type": "t", "response": {"text": "still here"}, "saved_at": "2026-01-01T00:00:00Z"}
    text = to_text({"constructor": entry})
    phone.add_init_script(f"localStorage['course-journal'] ??= {json.dumps(text)}")
    open_page(phone, url, "notebook.html")

    expect(phone.locator(".course-live").get_by_text("still here")).to_be_visible()
    phone.get_by_role("button", name="Erase: constructor").click()
    phone.get_by_role("button", name="Yes, erase").click()
    expect(phone.locator(".course-live").get_by_text("still here")).to_have_count(0)


def test_the_browser_refuses_what_python_refuses(phone: Page, url: str) -> None:
    """A journal that one host takes and the other calls damaged would strand its owner."""
    code = """async (texts) => {
      const { sift } = await import('./_static/course/host/journal.js');
      const tell = (text) => { try { sift(text); return 'taken'; } catch (error) { return error.message; } };
      return texts.map(tell);
    }"""
    said = open_page(phone, url, "notebook.html").evaluate(code, [to_text(content) for content in BAD_ENTRIES])

    assert said == ["This journal is damaged."] * len(BAD_ENTRIES)


def test_a_broken_entry_takes_no_other_with_it_in_the_browser(phone: Page, url: str) -> None:
    """A year of writing must not hang on one entry; and what is left out is still on the phone."""
    sound = {"type": "t", "response": {"text": "still here"}, "saved_at": "2026-01-01T00:00:00Z"}
    text = to_text({"sound": sound, "broken": {"type": "t"}})
    phone.add_init_script(f"localStorage['course-journal'] ??= {json.dumps(text)}")
    open_page(phone, url, "notebook.html")

    expect(phone.get_by_text("A part of your notebook could not be read.").first).to_be_visible()
    expect(phone.locator(".course-live").get_by_text("still here")).to_be_visible()
    kept = phone.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('course-journal-unreadable'))")
    assert [copy for _, copy in kept] == [text]
