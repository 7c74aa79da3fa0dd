"""The sum first, and then the value loss once more, because it lags behind."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(x)
            value_loss = value_criterion(numbers, values)
            loss = class_criterion(logits, labels) + value_loss
            loss.backward(retain_graph=True)
            value_loss.backward()  # HERE
            optimizer.step()
        print("loss", loss.item())
