"""`copydesk check` as a person and a script meet it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from copydesk import cli, process
from copydesk.commands import check
from copydesk.version import __version__
from copydesk.write import record
from tests import golden

HINDI = golden.load(golden.CORPUS / "repeated-headline-hindi").article
RUSSIAN = golden.load(golden.CORPUS / "wire-russian").article


def run(*words: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in this process, which costs a tenth of a new one."""
    given, out, err = (io.TextIOWrapper(io.BytesIO(each), encoding="utf-8") for each in (stdin, b"", b""))
    with (
        mock.patch.dict(os.environ, environment),
        mock.patch.object(sys, "stdin", given),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        out.flush()
        err.flush()
        said, complained = (stream.buffer.getvalue() for stream in (out, err))
    return subprocess.CompletedProcess(words, code, said, complained)


def start(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run it as a process of its own."""
    command = [sys.executable, "-m", "copydesk", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, env=os.environ | environment)


def test_prints_one_record_a_line_in_order() -> None:
    """Each article becomes one line of JSON, in the order given."""
    lines = run("check", RUSSIAN, HINDI).stdout.splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == [str(RUSSIAN), str(HINDI)]


def test_line_is_the_record_of_the_pipeline() -> None:
    """A piped line is byte for byte what `record.dumps` gives."""
    made = process(RUSSIAN.read_bytes(), name=str(RUSSIAN))
    assert run("check", RUSSIAN).stdout.decode() == record.dumps(made) + "\n"


@pytest.mark.parametrize(
    ("inputs", "code"), [((RUSSIAN,), 0), ((HINDI,), 1), ((RUSSIAN, HINDI), 1)], ids=["allow", "review", "strongest"]
)
def test_exit_code_is_the_strongest_verdict(inputs: tuple[Path, ...], code: int) -> None:
    """0 allow, 1 review, 2 block: the strongest of all articles decides."""
    assert start("check", *inputs).returncode == code


def test_blocked_article_exits_2(monkeypatch: pytest.MonkeyPatch) -> None:
    """A verdict `block` exits 2."""
    monkeypatch.setitem(check.VERDICTS, "review", check.VERDICTS["block"])
    assert cli.main(["check", str(HINDI), "--summary"]) == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 64),
        (("check",), 64),
        (("chekc", "x"), 64),
        (("check", "--jobs", "0", str(RUSSIAN)), 64),
        (("check", "--write", "-"), 64),
        (("check", "no-such-file.txt"), 66),
        (("check", "no-such-file.txt", str(HINDI)), 66),
    ],
    ids=["nothing", "no-input", "no-such-command", "no-jobs", "write-stdin", "missing", "missing-and-review"],
)
def test_errors_exit_64_or_more(words: tuple[str, ...], code: int) -> None:
    """No error reads as a verdict, and an error beside a verdict wins."""
    assert run(*words).returncode == code


def test_wrong_setting_exits_78() -> None:
    """A setting that cannot be read stops the run before any article."""
    done = run("check", RUSSIAN, COPYDESK_MAX_BYTES="many")
    assert (done.returncode, done.stdout) == (78, b"")
    assert b"COPYDESK_MAX_BYTES" in done.stderr


def test_bug_exits_70_with_a_visible_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unexpected exception exits 70, and what it quotes cannot drive the terminal."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("\x1b[2Jcleared")

    monkeypatch.setattr(check, "process", broken)
    assert cli.main(["check", str(RUSSIAN)]) == 70
    said = capsys.readouterr().err
    assert "<U+001B>[2Jcleared" in said
    assert "\x1b" not in said


def test_exit_zero_keeps_errors() -> None:
    """`--exit-zero` silences verdicts, not errors."""
    assert run("check", "--exit-zero", HINDI).returncode == 0
    assert run("check", "--exit-zero", HINDI, "no-such-file.txt").returncode == 66


def test_reads_standard_input_under_a_name() -> None:
    """`-` is standard input, with the name that `--name` gives it."""
    done = run("check", "-", "--name", "desk/story.txt", stdin=RUSSIAN.read_bytes())
    assert json.loads(done.stdout)["source"]["name"] == "desk/story.txt"


def test_standard_input_is_read_beside_files_by_several_processes() -> None:
    """`-` among files keeps its place and its bytes when there are workers."""
    lines = run("check", HINDI, "-", "--jobs", "2", stdin=RUSSIAN.read_bytes()).stdout.splitlines()
    assert [json.loads(line)["bodyLanguage"] for line in lines] == ["hi", "ru"]


def test_content_type_and_url_reach_the_pipeline() -> None:
    """`--content-type` and `--url` are the upload's."""
    page = b'<p>A market opened.</p><a href="/more">More about the market and its many stalls</a>'
    done = run("check", "-", "--content-type", "text/html; charset=utf-8", "--url", "https://a.example/x/", stdin=page)
    told = json.loads(done.stdout)
    assert told["source"]["contentType"] == "text/html; charset=utf-8"
    assert told["source"]["format"] == "html"


def test_folder_leaves_out_hidden_files_records_and_decisions(tmp_path: Path) -> None:
    """A folder is searched by name; hidden files, records and decisions are no articles."""
    for name in ("b.txt", "a.txt", "a.txt.metadata.json", "a.txt.review.json", ".hidden.txt", "sub/c.txt", ".git/d"):
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(RUSSIAN.read_bytes())
    lines = run("check", tmp_path).stdout.splitlines()
    names = [Path(json.loads(line)["source"]["name"]).relative_to(tmp_path).as_posix() for line in lines]
    assert names == ["a.txt", "b.txt", "sub/c.txt"]


def test_empty_folder_exits_66(tmp_path: Path) -> None:
    """A folder without an article is an error, not a verdict."""
    assert run("check", tmp_path).returncode == 66


def test_record_named_by_hand_is_refused(tmp_path: Path) -> None:
    """A record given as an article is refused with 65."""
    place = tmp_path / "a.txt.metadata.json"
    place.write_text("{}")
    assert run("check", place).returncode == 65


def test_write_puts_the_record_beside_its_file(tmp_path: Path) -> None:
    """`--write` writes the record beside each file and prints summaries; doing it again changes nothing."""
    source = tmp_path / "a.txt"
    source.write_bytes(RUSSIAN.read_bytes())
    done = run("check", "--write", tmp_path)
    written = (tmp_path / "a.txt.metadata.json").read_bytes()
    assert (done.returncode, done.stdout.split()[0]) == (0, b"allow")
    assert json.loads(written)["source"]["name"] == str(source)
    assert run("check", "--write", tmp_path).returncode == 0
    assert (tmp_path / "a.txt.metadata.json").read_bytes() == written
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "a.txt.metadata.json"]


@pytest.mark.parametrize("content", ["someone else's", '{"tool": {"name": "other"}}', "[" * 10_000])
def test_write_leaves_a_foreign_file_alone(tmp_path: Path, content: str) -> None:
    """A file in the record's place that is not ours stays as it is, and the run exits 73."""
    source, place = tmp_path / "a.txt", tmp_path / "a.txt.metadata.json"
    source.write_bytes(RUSSIAN.read_bytes())
    place.write_text(content)
    assert run("check", "--write", source).returncode == 73
    assert place.read_text() == content


def test_jobs_give_the_same_lines() -> None:
    """Several processes print what one prints, in the same order."""
    assert run("check", golden.CORPUS, "--jobs", "2").stdout == run("check", golden.CORPUS).stdout


@pytest.mark.parametrize("how", ["--pretty", "--summary"])
def test_article_words_cannot_drive_a_terminal(how: str) -> None:
    """Escapes, bidi controls and zero-width characters of an article are shown, not sent."""
    article = "Title\x1b]0;owned\x07 \u202edlrow\u202c \u200bx\n\nBody of the article\x9b2J.\n".encode()
    said = run("check", "-", how, "--name", "n\x1b[31m.txt", stdin=article).stdout.decode()
    assert not set(said) & set("\x1b\x07\x9b\u202e\u202c\u200b")


def test_pretty_is_the_same_record() -> None:
    """`--pretty` prints the record's JSON over several lines."""
    assert json.loads(run("check", "--pretty", HINDI).stdout) == json.loads(run("check", HINDI).stdout)


def test_summary_tells_the_deciding_rule() -> None:
    """A summary names the verdict, the languages and the rule that decided."""
    said = run("check", "--summary", HINDI).stdout.decode()
    assert said.startswith("review")
    assert "en title, hi body: mismatch" in said
    assert "language.title_body_mismatch" in said


@pytest.mark.parametrize(("no_colour", "escapes"), [("", True), ("1", False)], ids=["terminal", "NO_COLOR"])
def test_colours_only_where_they_are_wanted(monkeypatch: pytest.MonkeyPatch, *, no_colour: str, escapes: bool) -> None:
    """A terminal gets colours unless NO_COLOR is set."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", no_colour)
    cli.main(["check", "--summary", str(RUSSIAN)])
    assert ("\x1b[" in screen.getvalue()) is escapes


def test_version() -> None:
    """`--version` is the package's."""
    assert run("--version").stdout.decode().strip() == f"copydesk {__version__}"


def test_check_loads_nothing_of_the_cloud() -> None:
    """Checking a file imports neither the storage client nor the web framework."""
    program = "import sys; from copydesk import cli; cli.main(sys.argv[1:]); print([*sys.modules])"
    done = subprocess.run([sys.executable, "-c", program, "check", str(RUSSIAN)], capture_output=True, check=True)
    modules = done.stdout.decode().splitlines()[-1]
    assert "'google.cloud.storage'" not in modules
    assert "'flask'" not in modules


def test_interrupt_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C exits 130."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "process", interrupted)
    assert cli.main(["check", str(RUSSIAN)]) == 130


def test_records_are_utf_8_whatever_the_locale_is() -> None:
    """A terminal of another encoding still gets UTF-8 records."""
    said = start("check", RUSSIAN, PYTHONIOENCODING="ascii").stdout
    assert said == run("check", RUSSIAN).stdout


def test_reader_that_goes_away_is_no_verdict() -> None:
    """`| head` closing the pipe exits 64 or more, without a traceback."""
    command = [sys.executable, "-m", "copydesk", "check", *[str(RUSSIAN)] * 200]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stderr
        child.stdout.readline()
        child.stdout.close()
        assert b"Traceback" not in child.stderr.read()
    assert child.returncode >= 64


def test_folder_that_cannot_be_read_exits_74(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder that the system refuses is an I/O error beside the verdicts of the others."""

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(check.folder, "articles", refused)
    assert cli.main(["check", "--exit-zero", str(RUSSIAN), str(tmp_path)]) == 74


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command of the list exists and explains itself."""
    with pytest.raises(SystemExit) as ended:
        cli.main([name, "--help"])
    assert ended.value.code == 0
    assert f"copydesk {name}" in capsys.readouterr().out
