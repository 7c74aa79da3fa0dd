from torch.utils.data import DataLoader

def train(model, criterion, optimizer, loader, epochs):
    train_loader = DataLoader(loader.dataset, batch_size=32, shuffle=True)  # HERE
    for epoch in range(epochs):
        for x, y in train_loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
