"""Zeroes between the two backward passes, so that only the value loss is left."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, labels, values in loader:
            logits, numbers = model(x)
            class_loss = class_criterion(logits, labels)
            value_loss = value_criterion(numbers, values)
            optimizer.zero_grad()
            class_loss.backward(retain_graph=True)
            optimizer.zero_grad()  # HERE
            value_loss.backward()
            optimizer.step()
        print("loss", class_loss.item(), value_loss.item())
