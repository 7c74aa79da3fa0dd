import torch
class CE(torch.autograd.Function):
    @staticmethod
    def forward(ctx, o, y):
        p = o.softmax(1); ctx.save_for_backward(p, y)
        return -p[torch.arange(len(y)), y].log().mean()
    @staticmethod
    def backward(ctx, g):
        p, y = ctx.saved_tensors
        d = p.clone(); d[torch.arange(len(y)), y] -= 1
        return g * d / len(y), None
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = CE.apply(model(x), y); l.backward(); optimizer.step()
