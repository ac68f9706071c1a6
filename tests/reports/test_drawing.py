"""The process that draws: gone when nothing is asked, there again when something is."""

import os
import signal
from datetime import date
from pathlib import Path

import pytest

from assessments.reports.renderers.typst import drawing as drawing_module
from assessments.reports.renderers.typst import engine
from assessments.reports.renderers.typst.drawing import Broken, Drawing
from tests.patience import PATIENCE, until

ORDER = {
    "file": "glyphs.typ",
    "format": "pdf",
    "sys_inputs": {"document": "a", "enclosed": ""},
    "pdf_standards": None,
    "timestamp": 0,
}


@pytest.fixture
def drawing():
    one = Drawing()
    yield one
    one.end()


def pid_of(drawing: Drawing) -> int:
    return drawing._process.pid


def test_one_process_draws_again_and_again(drawing):
    first = drawing.compile(ORDER)
    pid = pid_of(drawing)
    assert first.startswith(b"%PDF")
    assert (drawing.compile(ORDER), pid_of(drawing)) == (first, pid)


def test_a_process_that_has_ended_by_itself_is_followed_by_another(drawing):
    first = drawing.compile(ORDER)
    ended = drawing._process
    ended.stdin.close()  # what idling does: no order comes any more
    assert ended.wait(timeout=PATIENCE) == 0
    assert drawing.compile(ORDER) == first
    assert pid_of(drawing) != ended.pid


def test_a_process_that_has_ended_leaves_nothing_behind_though_nothing_is_asked(drawing):
    drawing.compile(ORDER)
    ended = drawing._process
    ended.stdin.close()
    until(lambda: ended.returncode is not None)  # nobody here waits for the process
    assert ended.returncode == 0
    assert not Path(f"/proc/{ended.pid}").exists()


def test_a_process_that_ends_while_it_is_asked_is_asked_once_more(drawing, monkeypatch):
    first = drawing.compile(ORDER)
    ended = drawing._process
    os.kill(ended.pid, signal.SIGSTOP)
    monkeypatch.setattr(drawing, "_reply", lambda line: _ended(monkeypatch, drawing, line))
    assert drawing.compile(ORDER) == first


def _ended(monkeypatch, drawing: Drawing, line: bytes) -> bytes:
    """Play the end by idleness just as the order is handed over."""
    monkeypatch.undo()
    ended = drawing._process
    os.kill(ended.pid, signal.SIGCONT)
    ended.stdin.close()
    ended.wait(timeout=PATIENCE)
    raise Broken(ended.returncode)


def test_a_killed_process_is_an_error_and_the_next_order_gets_another(drawing, monkeypatch):
    drawing.compile(ORDER)
    os.kill(pid_of(drawing), signal.SIGSTOP)
    monkeypatch.setattr("assessments.reports.renderers.typst.drawing.LIMIT_SECONDS", 0.2)
    with pytest.raises(Broken):
        drawing.compile(ORDER)
    monkeypatch.undo()
    assert drawing.compile(ORDER).startswith(b"%PDF")


def test_an_order_cut_off_leaves_no_reply_to_the_next_one(drawing, monkeypatch):
    """The task of a report is interrupted wherever it stands when its time is over."""
    theirs = {**ORDER, "sys_inputs": {"document": "b", "enclosed": ""}}
    first = drawing.compile(ORDER)

    def interrupted(process, line):
        process.stdin.write(line)
        process.stdin.flush()
        raise TimeoutError

    monkeypatch.setattr(drawing_module, "_exchange", interrupted)
    with pytest.raises(TimeoutError):
        drawing.compile(theirs)
    monkeypatch.undo()
    assert drawing.compile(ORDER) == first != drawing.compile(theirs)


def test_without_an_order_the_process_ends(drawing):
    drawing.compile(ORDER)
    assert drawing._process.wait(timeout=PATIENCE) == 0


def test_a_process_that_took_too_long_is_a_document_not_drawn(monkeypatch):
    def broken(_order):
        raise Broken(-signal.SIGKILL)

    monkeypatch.setattr(engine.DRAWING, "compile", broken)
    with pytest.raises(engine.NotDrawn, match="ended with -9"):
        engine.draw("glyphs.typ", {}, on=date(2026, 1, 1))
