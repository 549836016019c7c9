"""The public names, each where it is written; ``docs/library/`` has a page a subject."""

from .analysis.backtest import backtest_outlook as backtest_outlook
from .analysis.backtest import summarise_backtest as summarise_backtest
from .analysis.change.parts import decompose_change as decompose_change
from .analysis.change.parts import list_changed_tambons as list_changed_tambons
from .analysis.change.vintages import decompose_published as decompose_published
from .analysis.crosswalk import crosswalk as crosswalk
from .analysis.outlook import project_outlook as project_outlook
from .analysis.panel import hazard_ratios as hazard_ratios
from .analysis.panel import tambon_year_panel as tambon_year_panel
from .analysis.places import join_places as join_places
from .analysis.plan_lines import plan_chains as plan_chains
from .analysis.plan_lines import plan_line as plan_line
from .analysis.plan_lines import two_plan_line as two_plan_line
from .analysis.spatial.contiguity import neighbours as neighbours
from .analysis.spatial.single_tambons import local_join_counts as local_join_counts
from .analysis.spatial.whole_areas import join_counts as join_counts
from .analysis.vintages import revised_lights as revised_lights
from .analysis.vintages import revision_triangle as revision_triangle
from .analysis.vintages import vintages as vintages
from .analysis.where_next.frames import overlap_matrix as overlap_matrix
from .analysis.where_next.frames import where_next as where_next
from .explore.frames import follow_indicator as follow_indicator
from .explore.frames import list_tambons as list_tambons
from .explore.frames import rank_areas as rank_areas
from .library.built_tables import list_tables as list_tables
from .library.built_tables import load as load
