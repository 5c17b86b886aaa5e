"""Imitation of torch.nn, see the package torch."""

from . import functional
