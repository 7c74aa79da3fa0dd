import given


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        totals = {"class": 0.0, "value": 0.0}
        for inputs, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(inputs)
            losses = {
                "class": class_criterion(logits, labels),
                "value": value_criterion(numbers, values),
            }
            losses["class"].backward()  # HERE
            optimizer.step()
            for k, v in losses.items():
                totals[k] += v.item()
        print(epoch + 1, {k: round(v / len(loader), 3) for k, v in totals.items()})


if __name__ == "__main__":
    parts = given.build(seed=4)
    train(**parts)
    print(given.measure(parts["model"]))
