"""Analysis of CODI's strategic plans: cleaning, assessment, facts and reports.

What a researcher calls is listed in ``__init__.pyi`` and is loaded when it is first asked for, so
that a step of the build neither waits for it nor depends on it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
