import os

from hypothesis import settings

# The same examples on every machine where a change is judged; elsewhere hypothesis looks for new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
