"""run.py blames the right thing where the libraries cannot be installed."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed'))", "HTTPS_PROXY"),
        ("Tunnel connection failed: 407 Authentication Required", "HTTPS_PROXY"),
        ("SSLError: certificate verify failed: self-signed certificate in chain", "PIP_CERT"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("[Errno 13] Permission denied: '.venv/lib'", "ASPIRE_ENVIRONMENT"),
        ("NewConnectionError: Failed to establish a new connection", "reaches the internet"),
        ("ERROR: No matching distribution found for alembic<1.21,>=1.20", "not made for this Python"),
        ("ERROR: Failed building editable for aspire-desktop", "Why stands above"),
    ],
)
def test_advice_follows_what_pip_said(run: ModuleType, said: str, advice: str) -> None:
    assert advice in run.what_helps(said, "/home/ann", short_paths=False)


def test_a_long_folder_is_blamed_only_where_paths_are_short(run: ModuleType) -> None:
    long = "C:\\" + "x" * 90
    said = "OSError: [Errno 2] No such file or directory"
    unknown = "Why stands above"
    assert "shorter folder" in run.what_helps(said, long, short_paths=True)
    assert unknown in run.what_helps(said, long, short_paths=False)
    assert unknown in run.what_helps(said, "C:\\Aspire", short_paths=True)


def test_a_python_without_pip_is_told_so(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, place in (("ENVIRONMENT", tmp_path), ("PYTHON", tmp_path / "python")):
        monkeypatch.setattr(run, name, place)
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda _name: None)
    assert run.prepare(with_tests=False) is False
    assert "has no pip" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
