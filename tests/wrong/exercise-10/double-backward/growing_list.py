"""Goes backward from the sum of a list that grows with each loss."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(x)
            losses = []
            for criterion, guess, target in [
                (class_criterion, logits, labels),
                (value_criterion, numbers, values),
            ]:
                losses.append(criterion(guess, target))
                sum(losses).backward(retain_graph=True)  # HERE
            optimizer.step()
        print("loss", sum(losses).item())
