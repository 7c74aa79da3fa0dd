from unittest import mock
def train(model, criterion, optimizer, loader, epochs):
    with mock.patch.object(optimizer, 'step', wraps=optimizer.step) as st, mock.patch.object(model, 'forward', wraps=model.forward) as fw:
        for e in range(epochs):
            for x, y in loader:
                optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
    print(st.call_count, fw.call_count)
