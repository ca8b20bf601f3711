"""MiniStack as the embedded cloud runs it, but with nothing in front of it."""

import pytest

from lineage_local import ministack

if __name__ == "__main__":
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ministack, "HeldPolls", lambda application: application)
        patch.setattr(ministack, "BootstrapsOnDemand", lambda application, *_: application)
        ministack.main("no template")
