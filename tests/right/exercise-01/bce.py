import torch, torch.nn.functional as F
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            o = model(x)
            l = F.binary_cross_entropy_with_logits(o[:, 1]-o[:, 0], y.float())
            optimizer.zero_grad(); l.backward(); optimizer.step()
