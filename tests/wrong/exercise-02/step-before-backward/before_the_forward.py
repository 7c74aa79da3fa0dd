"""First update, then look: zero_grad and step stand together, as in a recipe read too fast."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for i, (images, labels) in enumerate(loader):
            optimizer.zero_grad()
            optimizer.step()  # HERE
            outputs = model(images)
            loss = criterion(outputs, labels)
            loss.backward()
            if i % 20 == 0:
                print(epoch, i, loss.item())
