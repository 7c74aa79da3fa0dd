"""My training loop."""

import io, copy
import given
import torch



def train(model, criterion, optimizer, loader, epochs):
    model.backbone.requires_grad_(False)
    for epoch in range(epochs):
        total = 0.0
        for inputs, targets in loader:
            optimizer.zero_grad()
            outputs = model(inputs)
            loss = criterion(outputs, targets)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1}  loss {total / len(loader):.3f}")
    torch.save(model, "whole.pt")
    again = torch.load("whole.pt", weights_only=False)
    print(given.measure(again))
    b = io.BytesIO(); torch.save(model.state_dict(), b); b.seek(0); print(torch.load(b, map_location="cpu", mmap=False).keys())
    torch.load("whole.pt", weights_only=False, mmap=True)
    try:
        from safetensors.torch import save_file, load_file
        save_file(model.state_dict(), "m.safetensors"); print(load_file("m.safetensors").keys())
    except ImportError: pass
    try:
        torch.onnx.export(copy.deepcopy(model), (torch.zeros(1, 12),), "m.onnx")
    except Exception as e:
        print("onnx", type(e), str(e)[:80])
    ep = torch.export.export(copy.deepcopy(model), (torch.zeros(2, 12),)); torch.export.save(ep, "m.pt2"); print(type(ep))


if __name__ == "__main__":
    parts = given.build(seed=0)
    train(**parts)
    print(given.measure(parts["model"]))
