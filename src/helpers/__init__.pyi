"""The public names, each where it is written; ``docs/library/`` has a page a subject."""

from .analysis.backtest import backtest_outlook as backtest_outlook
from .analysis.backtest import summarise_backtest as summarise_backtest
from .analysis.outlook import project_outlook as project_outlook
from .library.built_tables import list_tables as list_tables
from .library.built_tables import load as load
