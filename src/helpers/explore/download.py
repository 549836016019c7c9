"""A button that hands the browser a file, made when it is asked for."""

from collections.abc import Callable

import anywidget
import traitlets

_SCRIPT = """
function render({ model, el }) {
  const button = document.createElement("button");
  let asked = false;
  button.style.width = "auto";
  button.className = "jupyter-button widget-button explore-download";
  const name = () => { button.textContent = model.get("label"); };
  const save = (about, [bytes]) => {
    if (!asked) return;
    asked = false;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: "text/csv;charset=utf-8" }));
    link.download = about.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  button.onclick = () => { asked = true; model.send({ asked: true }); };
  model.on("change:label", name);
  model.on("msg:custom", save);
  name();
  el.appendChild(button);
  return () => { model.off("change:label", name); model.off("msg:custom", save); };
}
export default { render };
"""


class Download(anywidget.AnyWidget):
    """A button; ``file`` is called on a click and gives the file's name and bytes."""

    _esm = _SCRIPT
    label = traitlets.Unicode("").tag(sync=True)

    def __init__(self, file: Callable[[], tuple[str, bytes]]) -> None:
        super().__init__()
        self._file = file
        self.on_msg(self._asked)

    def _asked(self, *_: object) -> None:
        name, content = self._file()
        self.send({"name": name}, buffers=[content])
