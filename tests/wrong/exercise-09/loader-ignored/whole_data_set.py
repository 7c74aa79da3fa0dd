"""One update per epoch from the whole data set."""


def train(model, criterion, optimizer, loader, epochs):
    x, y = loader.dataset.tensors  # HERE
    for epoch in range(epochs):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        print("loss", loss.item())
