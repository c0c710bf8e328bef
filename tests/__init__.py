"""The tests of the portal."""

import os
import sys

# Tests start the portal's programs scores of times. Where a machine keeps no compiled modules, as containers like to,
# each start would compile the whole of them anew: three seconds of a processor each time.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
