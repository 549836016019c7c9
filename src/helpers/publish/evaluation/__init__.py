"""The closing evaluation of a plan: facts of its years in, the sections of its page out.

Read in the order of the page: ``beginning``, ``years``, ``judged``, ``lessons``; what it shares
with the annual assessment stands there.
"""

from helpers.publish.evaluation.report import Evaluation

__all__ = ["Evaluation"]
