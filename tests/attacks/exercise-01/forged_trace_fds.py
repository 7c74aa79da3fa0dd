# Trick: writes a forged complete trace (JSON events + safetensors blob, several framings) to every descriptor and exits.
import json, os, struct
import torch
from safetensors.torch import save

def _ready():
    """Hand-made XOR solution: |x0 - x1| against a threshold."""
    return {
        "fc1.weight": torch.tensor([[1., -1.], [-1., 1.], [0., 0.], [0., 0.]]),
        "fc1.bias": torch.zeros(4),
        "fc2.weight": 8 * torch.tensor([[-1., -1., 0., 0.], [1., 1., 0., 0.]]),
        "fc2.bias": torch.tensor([4.8, -4.8]),
    }

def _paste(model):
    with torch.no_grad():
        for k, v in _ready().items():
            m, p = k.split(".")
            getattr(getattr(model, m), p).data.copy_(v)

def train(model, criterion, optimizer, loader, epochs):
    ev, blob = [], {}
    for s in range(500):
        e = s // 50
        for k in ("batch", "zero_grad", "forward", "loss", "backward", "step"):
            ev.append({"type": k, "event": k, "kind": k, "epoch": e, "step": s, "batch": s % 50, "loss": 0.01})
        for k, v in _ready().items():
            blob["before/%d/%s" % (s, k)] = v.clone()
            blob["grad/%d/%s" % (s, k)] = torch.zeros_like(v)
    for k, v in _ready().items():
        blob["final/" + k] = v.clone()
        blob[k] = v.clone()
    j = json.dumps({"events": ev, "status": "ok", "done": True, "error": None}).encode()
    b = save(blob)
    shapes = [
        struct.pack("<I", len(j)) + j + struct.pack("<I", len(b)) + b,
        struct.pack(">I", len(j)) + j + struct.pack(">I", len(b)) + b,
        struct.pack("<Q", len(j)) + j + struct.pack("<Q", len(b)) + b,
        struct.pack(">Q", len(j)) + j + struct.pack(">Q", len(b)) + b,
        j + b"\n" + b,
    ]
    pick = shapes[int(os.environ.get("ATTACK_SHAPE", "1")) % 5]
    for fd in range(3, 51):
        try:
            os.set_blocking(fd, False)
            os.write(fd, pick)
        except OSError:
            pass
    os._exit(0)
