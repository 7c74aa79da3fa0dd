import torch


def fit_batch(model, criterion, inputs, targets):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)  # HERE
    optimizer.zero_grad()
    loss = criterion(model(inputs), targets)
    loss.backward()
    optimizer.step()
    return loss.item()


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        losses = [fit_batch(model, criterion, x, y) for x, y in loader]
        print(f"epoch {epoch + 1:2d}  loss {sum(losses) / len(losses):.3f}")
