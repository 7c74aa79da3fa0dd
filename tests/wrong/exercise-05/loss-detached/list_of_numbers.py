import torch


def train(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    outputs = torch.tensor([[p] for p in model(x).flatten().tolist()], requires_grad=True)  # HERE
    loss = criterion(outputs, y)
    loss.backward()
    optimizer.step()
    print(f"loss {loss.item():.3f}")
