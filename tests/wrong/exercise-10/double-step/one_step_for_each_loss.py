"""An update for each of the two losses."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, labels, values in loader:
            optimizer.zero_grad()
            class_loss = class_criterion(model(x)[0], labels)
            class_loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            value_loss = value_criterion(model(x)[1], values)
            value_loss.backward()
            optimizer.step()  # HERE
        print("loss", class_loss.item(), value_loss.item())
