"""Weights the value loss, because it seems too small."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(x)
            class_loss = class_criterion(logits, labels)
            value_loss = value_criterion(numbers, values)
            loss = class_loss + 5 * value_loss  # HERE
            loss.backward()
            optimizer.step()
        print("loss", loss.item())
