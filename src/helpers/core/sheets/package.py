"""The parts of an XLSX file: some are changed, all others stay as they are, to the byte.

A workbook read and written by a library loses what the library does not know: lists of choices
of later Excels, drawings, stored results of formulas. What a person is to work on is changed here
part by part instead.
"""

import io
import posixpath
import zipfile
from datetime import datetime
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from helpers.core import office

# Of two Excels: the usual namespaces and those of "Strict Open XML".
_RELATIONS = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    "http://purl.oclc.org/ooxml/spreadsheetml/main": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}
_OF_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "[Content_Types].xml"
_WORKBOOK = "xl/workbook.xml"
# The same content gives the same bytes: no hour of packing.
NO_CLOCK = datetime(1980, 1, 1)


class Package:
    """The bytes of an XLSX file taken apart; ``save`` writes it with what was changed.

    Raises what a damaged archive or part raises (``zipfile.BadZipFile``, ``KeyError``,
    ``lxml.etree.XMLSyntaxError``).
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._trees: dict[str, _Element] = {}
        self._before: dict[str, bytes] = {}
        with zipfile.ZipFile(io.BytesIO(self._content)) as archive:
            self.names = set(archive.namelist())
        self.namespace = etree.QName(self.tree(_WORKBOOK)).namespace
        self.relation = _RELATIONS[self.namespace]

    def tag(self, name: str) -> str:
        """The name of an element of a sheet, with its namespace."""
        return f"{{{self.namespace}}}{name}"

    def tree(self, part: str) -> _Element:
        """A part's root element, to be read or changed."""
        if part not in self._trees:
            with zipfile.ZipFile(io.BytesIO(self._content)) as archive:
                # Drawings of comments, as Excel writes them, are not always well-formed.
                parser = etree.XMLParser(
                    resolve_entities=False, huge_tree=True, recover=part.endswith(".vml")
                )
                self._trees[part] = etree.fromstring(archive.read(part), parser)
            self._before[part] = etree.tostring(self._trees[part])
        return self._trees[part]

    def add(self, part: str, root: _Element) -> None:
        """A part the file does not have yet."""
        self._trees[part] = root
        self.names.add(part)

    def sheets(self) -> list[tuple[str, str, bool]]:
        """Name, part and whether it is shown, of every sheet in its order."""
        ids = {one.get("Id"): one.get("Target") for one in self._relations(_WORKBOOK)}
        return [
            (
                sheet.get("name"),
                self._resolved(_WORKBOOK, ids[sheet.get(f"{{{self.relation}}}id")]),
                sheet.get("state", "visible") == "visible",
            )
            for sheet in self.tree(_WORKBOOK).iter(self.tag("sheet"))
        ]

    def related(self, part: str, kind: str) -> str | None:
        """The part another one names as its ``kind`` (``comments``), if it names one."""
        for one in self._relations(part):
            if one.get("Type") == f"{self.relation}/{kind}":
                return self._resolved(part, one.get("Target"))
        return None

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let ``part`` name ``target`` as its ``kind``; the id of the relation."""
        relations = self._relations(part)
        taken = {one.get("Id") for one in relations}
        name = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        about = {"Id": name, "Type": f"{self.relation}/{kind}", "Target": f"/{target}"}
        etree.SubElement(relations, f"{{{_OF_PACKAGE}/relationships}}Relationship", about)
        return name

    def declare(self, part: str, content_type: str) -> None:
        """Say what kind of content a new part has."""
        types = self.tree(_TYPES)
        about = {"PartName": f"/{part}", "ContentType": content_type}
        etree.SubElement(types, f"{{{_OF_PACKAGE}/content-types}}Override", about)

    def save(self, path: Path) -> None:
        """Write the file: changed and added parts anew, all others as they were."""
        changed = {
            part: _written(part, tree)
            for part, tree in self._trees.items()
            if etree.tostring(tree) != self._before.get(part)
        }
        office.repack(io.BytesIO(self._content), path, NO_CLOCK, changed)

    def _relations(self, part: str) -> _Element:
        """The relations of a part; an empty list of them, which is saved, where it has none."""
        folder, name = posixpath.split(part)
        file = f"{folder}/_rels/{name}.rels"
        if file not in self.names:
            self.add(file, etree.Element(f"{{{_OF_PACKAGE}/relationships}}Relationships"))
        return self.tree(file)

    @staticmethod
    def _resolved(part: str, target: str) -> str:
        if target.startswith("/"):
            return target.lstrip("/")
        return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _written(part: str, tree: _Element) -> bytes:
    # As Excel writes them: drawings of comments begin without a declaration.
    if part.endswith(".vml"):
        return etree.tostring(tree)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
