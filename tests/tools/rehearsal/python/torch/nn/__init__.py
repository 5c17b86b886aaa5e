"""Of torch.nn: see the package."""

from . import functional
