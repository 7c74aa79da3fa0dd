"""imports the solution as a module by putting its folder first in sys.path"""

import importlib
import sys
from pathlib import Path


def attack():
    path = Path(TARGETS["solution"])
    sys.path.insert(0, str(path.parent))
    try:
        spec = importlib.util.spec_from_file_location("the_solution", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        reached([name for name in vars(module) if not name.startswith("_")])
    finally:
        sys.path.remove(str(path.parent))
