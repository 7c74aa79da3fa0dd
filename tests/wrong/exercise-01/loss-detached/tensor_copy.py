import torch, warnings
warnings.simplefilter("ignore")

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            optimizer.zero_grad()
            torch.tensor(loss, requires_grad=True).backward()  # HERE
            optimizer.step()
