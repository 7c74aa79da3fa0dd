"""Retains the graph in both passes; the second time for nothing."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for batch in loader:
            x, labels, values = batch
            optimizer.zero_grad()
            logits, numbers = model(x)
            pairs = [(class_criterion, logits, labels), (value_criterion, numbers, values)]
            for criterion, guess, target in pairs:
                loss = criterion(guess, target)
                loss.backward(retain_graph=True)
            optimizer.step()
        print("value loss", loss.item())
