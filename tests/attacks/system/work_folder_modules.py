"""writes modules into its folder and its temporary folder that the next run might import"""

import os
import tempfile

NAMES = "torch.py numpy.py given.py conftest.py sitecustomize.py usercustomize.py json.py".split()
NAMES += ["pytest.ini", "planted.pth", "pyproject.toml"]


def after(parts):
    for folder in {os.getcwd(), tempfile.gettempdir(), os.path.dirname(__file__) or "."}:
        for name in NAMES:
            try:
                with open(os.path.join(folder, name), "x") as file:
                    file.write("raise SystemExit('planted')\n" if name.endswith(".py") else "\n")
            except OSError:
                pass
