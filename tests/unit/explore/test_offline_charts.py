"""The script of the charts, kept once it is put together."""

import pytest

from helpers.explore import offline


class Chart:
    """Stands for altair's widget: counts how often a script is put together."""

    _esm = "import from somewhere"
    made = 0

    @classmethod
    def enable_offline(cls):
        cls.made += 1
        cls._esm = f"script {cls.made}"


@pytest.fixture
def chart():
    return type("Fresh", (Chart,), {})


def test_a_script_is_put_together_once(tmp_path, chart):
    kept = tmp_path / "charts.js"
    first = offline._script(kept, chart)
    assert first.endswith("\nscript 1") and "altair 6" in first.splitlines()[0]
    assert offline._script(kept, chart) == first == kept.read_text("utf-8")
    assert chart.made == 1


def test_another_altair_puts_it_together_anew(tmp_path, chart, monkeypatch):
    kept = tmp_path / "charts.js"
    offline._script(kept, chart)
    monkeypatch.setattr(offline, "version", lambda name: "99.0")
    assert offline._script(kept, chart).splitlines() == [
        "// altair 99.0, vl-convert-python 99.0", "script 2",
    ]  # fmt: skip
    assert chart.made == 2
