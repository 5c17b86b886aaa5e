"""Imitation of torch.cuda, see the package torch."""

import contextlib


class Event:
    def __init__(self, *, enable_timing):
        self.enable_timing, self.recorded, self.waited = enable_timing, False, False

    def record(self):
        self.recorded = True

    def synchronize(self):
        self.waited = self.recorded

    def elapsed_time(self, end_event):
        if not (self.enable_timing and end_event.enable_timing and self.recorded and end_event.waited):
            raise RuntimeError("both events must be recorded and completed before calculating elapsed time")
        return 1.0


def synchronize():
    pass


def empty_cache():
    pass


def get_device_name(device):
    return "CUDA driver stand-in (no GPU)"


def is_available():
    return True


class Stream:
    def wait_stream(self, stream):
        if not isinstance(stream, Stream):
            raise TypeError("a stream is asked for")


def current_stream():
    return Stream()


def stream(stream):
    current_stream().wait_stream(stream)
    return contextlib.nullcontext()


class CUDAGraph:
    def __init__(self):
        self.is_recorded = False

    def pool(self):
        if not self.is_recorded:
            raise RuntimeError("CUDAGraph::pool called without a preceding successful capture")
        return (0, 1)

    def replay(self):
        if not self.is_recorded:
            raise RuntimeError("Called CUDAGraph::replay without a preceding successful capture.")


@contextlib.contextmanager
def graph(cuda_graph, pool=None):
    yield
    cuda_graph.is_recorded = True
