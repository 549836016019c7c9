"""Where the name of a province stands on the cartogram."""

import geopandas as gpd
import pandas as pd
import shapely

_WITHIN = 0.01  # of a cell: how exactly the innermost point is sought


def places(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    """One row a province: province_code, x, y of the point farthest from its border."""
    rows = []
    for code, cells in frame.groupby("province_code").geometry:
        way = shapely.maximum_inscribed_circle(shapely.union_all(cells.to_numpy()), _WITHIN)
        (x, y), _ = way.coords
        rows.append((code, x, y))
    return pd.DataFrame(rows, columns=["province_code", "x", "y"])
