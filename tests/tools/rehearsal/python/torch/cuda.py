"""Imitation of torch.cuda, see the package torch."""


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
