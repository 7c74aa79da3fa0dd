"""The value loss joins the sum as a number."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(x)
            class_loss = class_criterion(logits, labels)
            value_loss = value_criterion(numbers, values).item()  # HERE
            loss = class_loss + value_loss
            loss.backward()
            optimizer.step()
        print("loss", loss.item())
