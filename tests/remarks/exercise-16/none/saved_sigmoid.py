import torch


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        s = torch.sigmoid(x)
        y = x * s
        ctx.save_for_backward(y, s)
        return y

    @staticmethod
    def backward(ctx, grad_output):
        y, s = ctx.saved_tensors
        return grad_output * (y + s * (1 - y))


def train(model, criterion, optimizer, loader, epochs):
    model.activation = Swish.apply
    x, wave = loader.dataset.tensors
    for epoch in range(epochs):
        for inputs, targets in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), targets)
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            print(f"epoch {epoch + 1:2d}  loss {criterion(model(x), wave).item():.3f}")
