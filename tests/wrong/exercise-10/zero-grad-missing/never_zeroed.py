"""The sum goes backward once, and nothing is ever zeroed."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, labels, values in loader:  # HERE
            logits, numbers = model(x)
            loss = class_criterion(logits, labels) + value_criterion(numbers, values)
            loss.backward()
            optimizer.step()
        print("loss", loss.item())
