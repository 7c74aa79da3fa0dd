def train(model, criterion, optimizer, loader, epochs):
    model.backbone.requires_grad_(False)

    def one_pass():
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        return loss.item()

    for epoch in range(epochs):
        print(epoch, one_pass())
    print("final", one_pass())  # HERE
