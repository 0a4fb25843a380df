#!/usr/bin/env python3
"""Writes the files that a new game gets a copy of into the program, which may run without its sources.

    scripts/embed_templates.py

Run it whenever one of them has changed; a test compares them.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "Sources/Plugins/ExternalGames/Scaffold"
FILES = {
    "Header": ("pluginHeader", "Sources/CGamePlugin/include/game_plugin.h"),
    "Process": ("processModule", "Plugins/Gymnasium/tesuji_process.py"),
}

for name, (constant, source) in FILES.items():
    text = (ROOT / source).read_text()
    if '"""#' in text or "\\#" in text:
        raise SystemExit(f"{source}: cannot be written as a literal")
    lines = [f"    {line}" if line else "" for line in text.split("\n")]
    lines[-1] = "    "
    literal = "\n".join(lines[:-1])
    (FOLDER / f"Scaffold+{name}.swift").write_text(
        "// Written by scripts/embed_templates.py.\n\n"
        "extension Scaffold {\n"
        f"  /// `{source}`, byte for byte.\n"
        f'  static let {constant} = #"""\n{literal}\n\n    """#\n'
        "}\n"
    )
