import json
from pathlib import Path

import jsonschema
import pytest

from copydesk import cli
from copydesk.review import policy
from copydesk.review.replay import limits, replay
from copydesk.settings import Settings
from copydesk.shelf import shelves

HINDI = (
    "New bridge opens over the river for everybody\n\n"
    "पुराने शहर की नई मेट्रो लाइन सोमवार को यात्रियों के लिए खोल दी गई। अधिकारियों ने बताया कि बीस हज़ार लोगों ने यात्रा की।\n"
)
STORY = "Bridge opens\n\nThe bridge over the river opened again on Monday, the city council said.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of articles with their records."""
    for name, text in (("wire/hindi.txt", HINDI), ("desk/story.txt", STORY), ("desk/empty.txt", "")):
        place = tmp_path / "in" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    assert cli.main(["check", "--write", "--exit-zero", str(tmp_path / "in")]) == 0
    return tmp_path / "in"


def written(tmp_path: Path, text: str, name: str = "policy.toml") -> str:
    place = tmp_path / name
    place.write_text(text, "utf-8")
    policy.read.cache_clear()
    return str(place)


def test_valid_policy_is_told_with_its_hash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` prints name, version and the hash to pin it by."""
    place = written(tmp_path, 'name = "desk"\nversion = 3\n')
    assert cli.main(["policy", "check", place]) == 0
    said = capsys.readouterr().out
    assert "desk version 3" in said
    assert policy.read(place).sha256 in said


def test_wrong_policy_is_a_configuration_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` of a wrong policy exits 78 and names line and key."""
    assert cli.main(["policy", "check", written(tmp_path, 'version = 1\ndefault = "x"\n')]) == 78
    assert "line 2: default" in capsys.readouterr().err


@pytest.mark.parametrize(("version", "code"), [(4, 78), (5, 0)], ids=["same version", "grown"])
def test_changed_policy_needs_a_higher_version(tmp_path: Path, version: int, code: int) -> None:
    """A policy that changes keeps its records from being replaced unless its version grows."""
    old = written(tmp_path, "version = 4\n", "old.toml")
    new = written(tmp_path, f'version = {version}\ndefault = "review"\n', "new.toml")
    assert cli.main(["policy", "check", new, "--after", old]) == code


def test_explain_says_which_line_gives_an_effect(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`explain` names the effect of a rule, the key that gives it, what it says, and its figures."""
    place = written(
        tmp_path, 'version = 1\n[rules]\n"links.*" = "review"\n[thresholds]\n"links.hidden" = {hosts = 9}\n'
    )
    assert cli.main(["policy", "explain", "links.hidden", "--policy", place]) == 0
    said = capsys.readouterr().out
    assert "links.hidden: review (because of 'links.*')" in said
    assert "hosts = 9" in said
    assert cli.main(["policy", "explain", "links.gone", "--policy", place]) == 64


def test_explain_knows_prefixes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`explain --name` explains the policy of an object's prefix."""
    place = written(tmp_path, 'version = 1\n[[under]]\nprefix = "wire/"\ndefault = "block"\n')
    cli.main(["policy", "explain", "date.future", "--policy", place, "--name", "wire/a.html"])
    assert "date.future: block" in capsys.readouterr().out


def test_replay_counts_what_would_change(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`replay` counts changed verdicts by rule, language and folder with examples, and reads no source."""
    for source in folder.rglob("*.txt"):
        source.unlink()
    monkeypatch.chdir(folder)
    place = written(tmp_path, 'version = 2\n[rules]\n"language.*" = "shadow"\n"intake.*" = "block"\n')
    assert cli.main(["policy", "replay", "--policy", place, "."]) == 0
    said = capsys.readouterr().out
    assert "3 records decided again" in said
    assert "1 as before" in said
    for line in ("review -> allow: 1", "language.title_body_mismatch: 1", "language hi: 1", "review -> block: 1"):
        assert line in said


def test_replay_with_the_same_policy_changes_nothing(folder: Path) -> None:
    """Records decided again by their own policy have the same verdicts."""
    found = [(each.place, each.record) for each in shelves.stored(str(folder), Settings()) if each.record]
    out = replay(found, policy.packaged())
    assert (out.records, out.same, out.changes.total()) == (3, 3, 0)


def test_replay_says_what_it_cannot_tell(tmp_path: Path) -> None:
    """A rule that was off left nothing behind, and other figures find something else only in the article."""
    old = policy.read(written(tmp_path, 'version = 1\n[rules]\n"date.future" = "off"\n', "old.toml"))
    new = policy.read(written(tmp_path, 'version = 2\n[thresholds]\n"links.hidden" = {hosts = 9}\n', "new.toml"))
    first, second = limits(old, new)
    assert first.startswith("date.future were off")
    assert second.startswith("links.hidden have other figures")


def test_replay_of_nothing_is_an_error(tmp_path: Path) -> None:
    """A folder without records is no replay."""
    assert cli.main(["policy", "replay", "--policy", written(tmp_path, "version = 1\n"), str(tmp_path)]) == 66


@pytest.mark.parametrize("of", ["record", "policy", "decision", "bigquery", "index"])
def test_schemas_are_printed_as_json(of: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`schema` prints valid JSON; the JSON Schemas are schemas of their own draft."""
    assert cli.main(["schema", of]) == 0
    printed = json.loads(capsys.readouterr().out)
    if of in ("record", "policy", "decision"):
        jsonschema.Draft202012Validator.check_schema(printed)


@pytest.mark.parametrize("form", ["record", "ninjs", "ninjs1", "jsonld", "csv"])
def test_stored_records_are_exported(folder: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`export` prints a line for each stored record, and says what is none."""
    assert cli.main(["export", "--format", form, str(folder)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3 + (form == "csv")
    (folder / "bad.metadata.json").write_text("{}")
    assert cli.main(["export", "--format", form, str(folder)]) == 65
    assert "schemaVersion" in capsys.readouterr().err


def test_preview_of_nothing_is_an_error(tmp_path: Path) -> None:
    """A page of no article is not written."""
    assert cli.main(["preview", str(tmp_path / "none.html"), "-o", str(tmp_path / "out.html")]) == 66
    assert not (tmp_path / "out.html").exists()


def test_preview_says_what_a_person_decided(folder: Path, tmp_path: Path) -> None:
    """A decision that counts stands in the page, one for other bytes does not."""
    article, page = folder / "desk/story.txt", tmp_path / "out.html"
    cli.main(["review", str(article), "--decide", "block", "--reason", "rights", "--by", "mara"])
    cli.main(["preview", str(article), "-o", str(page)])
    assert "Decided by a person: block" in page.read_text("utf-8")
    article.write_text(STORY + "\nAnd more.\n", "utf-8")
    cli.main(["preview", str(article), "-o", str(page)])
    assert "Decided by a person" not in page.read_text("utf-8")
