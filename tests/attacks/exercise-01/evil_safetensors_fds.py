# Trick: sends safetensors headers with overlapping/overflowing offsets, negative shapes and strange dtypes.
import json, os, struct

def train(model, criterion, optimizer, loader, epochs):
    heads = [
        {"fc1.weight": {"dtype": "F32", "shape": [1 << 40, 1 << 40], "data_offsets": [0, 16]}},
        {"fc1.weight": {"dtype": "F32", "shape": [-1], "data_offsets": [0, -4]}},
        {"fc1.weight": {"dtype": "F8_E4M3", "shape": [8], "data_offsets": [0, 8]}},
        {"fc1.weight": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 1 << 63]}},
        {"__metadata__": {"status": "passed"}},
    ]
    for h in heads:
        h = json.dumps(h).encode()
        raw = struct.pack("<Q", len(h)) + h + b"\0" * 32
        for fd in range(3, 51):
            try:
                os.set_blocking(fd, False)
                os.write(fd, struct.pack(">I", 2) + b"{}" + struct.pack(">I", len(raw)) + raw)
            except OSError:
                pass
    os._exit(0)
