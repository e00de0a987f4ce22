"""Subclasses of Keras's callbacks that say what they do; fit with a PyDataset."""

import keras


class TalkingReduce(keras.callbacks.ReduceLROnPlateau):
    def on_epoch_end(self, epoch, logs=None):
        before = float(self.model.optimizer.learning_rate)
        super().on_epoch_end(epoch, logs)
        after = float(self.model.optimizer.learning_rate)
        if after != before:
            print(f"epoch {epoch}: {before} -> {after}")


class TalkingStop(keras.callbacks.EarlyStopping):
    def on_train_end(self, logs=None):
        super().on_train_end(logs)
        print("stopped in epoch", self.stopped_epoch, "best", self.best_epoch)


class Data(keras.utils.PyDataset):
    def __init__(self, x, y):
        super().__init__()
        self.x, self.y = x, y

    def __len__(self):
        return (len(self.x) + 6) // 7

    def __getitem__(self, index):
        part = slice(7 * index, 7 * index + 7)
        return self.x[part], self.y[part]


def plateau_callbacks(factor, patience, min_lr):
    slower = TalkingReduce(factor=factor, patience=patience, min_lr=min_lr, verbose=1)
    stop = TalkingStop(patience=1 + patience * 2, restore_best_weights=True, verbose=1)
    return [slower, stop]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    return model.fit(
        Data(x, y), validation_data=Data(x_val, y_val), epochs=epochs, callbacks=callbacks,
        verbose=0,
    )
