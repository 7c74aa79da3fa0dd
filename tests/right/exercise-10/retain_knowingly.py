"""Two backward passes, one for each loss, with the graph retained in between."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for x, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(x)
            class_loss = class_criterion(logits, labels)
            value_loss = value_criterion(numbers, values)
            class_loss.backward(retain_graph=True)
            value_loss.backward()
            optimizer.step()
        print("loss", class_loss.item() + value_loss.item())
