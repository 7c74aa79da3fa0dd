"""A forward pass for each loss: two graphs, so nothing has to be retained."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for x, labels, values in loader:
            model.zero_grad()
            class_loss = class_criterion(model(x)[0], labels)
            class_loss.backward()
            value_loss = value_criterion(model(x)[1], values)
            value_loss.backward()
            optimizer.step()
        print("loss", class_loss.item(), value_loss.item())
