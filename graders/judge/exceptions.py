"""What common exceptions of Keras mean to a student who meets them.

Data: a pattern over "ClassName: message", why it happened, and what to try. The first that
matches is used. What the system refuses has one message for all of it: there a pattern over the
student's line tells which it was.
"""

import re
from dataclasses import dataclass

from graders.recording import Raised


@dataclass(frozen=True)
class Meaning:
    """Why an exception happened and what to try; `id` is that of the known mistake.

    With `code` it only means this where the student's line, which raised it, matches that.
    """

    id: str
    pattern: str
    why: str
    try_: str
    code: str = ""

    def fits(self, error: Raised) -> bool:
        """Whether this is what `error` means."""
        text = f"{error.type}: {error.message}"
        return bool(
            re.search(self.pattern, text, re.DOTALL)
            and (not self.code or re.search(self.code, error.code))
        )


REFUSED = r"PermissionError: (\[Errno 1\] Operation not permitted|\[Errno 13\] Permission denied$)"
OF_A_PROCESS = (
    r"subprocess|multiprocessing|asyncio\.create_subprocess|Process|Pool|"
    r"\b(Popen|popen|system|v?fork\w*|exec[lv]\w*|(posix_)?spawn\w*|kill|killpg|pidfd_\w+)\("
)

MEANINGS = (
    Meaning(
        "blocked_download",
        r"URL fetch failure|Permission denied: '[^']*\.keras\b",
        "Your code tried to download a dataset or a model. Where it is graded there is no network.",
        "use the data and the models that the task names; the course's support code has them.",
    ),
    Meaning(
        "blocked_network",
        r"\[Errno 100\] Network is down|name resolution|getaddrinfo|^gaierror|"
        r"Max retries exceeded with url|Error executing an HTTP request",
        "Your code tried to open a network connection. Where it is graded there is no network.",
        "use only what is in the task and in the course's support code.",
    ),
    Meaning(
        "blocked_file",
        r"PermissionError: \[Errno 13\] Permission denied: |PermissionDeniedError: .*Permission "
        r"denied|Error: .*errno = 13, error message = 'Permission denied'",
        "Your code tried to open a file or folder outside its own working folder. Where it is "
        "graded it can read Python's files and the course's data, and write to its own folder.",
        "give a relative path such as `'model.keras'` for what you save and load yourself.",
    ),
    Meaning(
        "blocked_process",
        REFUSED,
        "Your code tried to start another program or process, or to reach one. Where it is graded "
        "it runs alone.",
        "do the work in Python, in this process; `concurrent.futures.ThreadPoolExecutor` works.",
        OF_A_PROCESS,
    ),
    Meaning(
        "blocked_call",
        REFUSED,
        "Your code asked the system for something that no submission may do where it is graded: to "
        "start or reach another program, to change how this one is run, or the like.",
        "leave that line out: no task needs it. In place of processes, "
        "`concurrent.futures.ThreadPoolExecutor` works; to cut a file, `truncate()` of an "
        "open one.",
    ),
    Meaning(
        "missing_file",
        r"FileNotFoundError: \[Errno 2\]",
        "There is no such file where your code is graded: only the file that you hand in is there.",
        "make what you need in your code, or take it from the course's support code.",
    ),
    Meaning(
        "too_large",
        r"^TooLarge: ",
        "What your code returned, or had recorded, is far larger than any right answer.",
        "print the length or the shape of what the function returns.",
    ),
    Meaning(
        "M001",
        r"not recognized.*'lr'|unexpected keyword argument 'lr'",
        "`lr` is the old name of the argument; Keras 3 knows only `learning_rate`.",
        "write `learning_rate=` where the optimizer is made.",
    ),
    Meaning(
        "M031",
        r"AttributeError: 'str' object has no attribute 'name'|no attribute 'set_value'",
        "`K.set_value` does not work in Keras 3.",
        "assign to the optimizer's attribute: `optimizer.learning_rate = ...`.",
    ),
    Meaning(
        "old_name",
        r"object has no attribute 'lr'",
        "The optimizer's rate was called `lr` in Keras 2; Keras 3 knows only `learning_rate`.",
        "read `optimizer.learning_rate`.",
    ),
    Meaning(
        "get_value",
        r"no attribute 'get_value'|no attribute '_decayed_lr'",
        "That way of reading a rate belongs to Keras 2 and is gone.",
        "read the attribute: `float(optimizer.learning_rate)`.",
    ),
    Meaning(
        "called_with_step",
        r"TypeError: '(Resource)?(Variable|EagerTensor)'? object is not callable|"
        r"EagerTensor' object is not callable",
        "`optimizer.learning_rate(step)` is how Keras 2 read a schedule. In Keras 3 "
        "`optimizer.learning_rate` is the rate already, not the schedule.",
        "leave the call out: `float(optimizer.learning_rate)`.",
    ),
    Meaning(
        "M041",
        r"(float\(\) argument must be|numpy\.dict|unsupported operand).*'(dict|\w+Decay)'|"
        r"'(dict|float|\w+Decay)' object (is not callable|has no attribute '(numpy|assign)')",
        "What was taken for the rate is something else: a description of a schedule, or the "
        "schedule itself, or a plain number where a variable was expected.",
        "read `optimizer.learning_rate`, which is a rate for both kinds of optimizer.",
    ),
    Meaning(
        "array_not_list",
        r"'numpy\.ndarray' object has no attribute '(index|append|extend|pop|insert|remove|count)'",
        "A NumPy array is no list and lacks the methods of one.",
        "find a position with `np.argmin` or `np.flatnonzero`, or make a list with `.tolist()`.",
    ),
    Meaning(
        "K01",
        r"was created with a `LearningRateSchedule`|learning rate is not settable|"
        r"EagerTensor' object has no attribute '_?assign|`LearningRateSchedule`, its value",
        "The optimizer was made with a schedule, and a schedule's rate cannot be set: "
        "one of the two has to go.",
        "use either the schedule or the code that sets the rate, not both.",
    ),
    Meaning(
        "M087",
        r"OperatorNotAllowedInGraphError|Using a symbolic `?tf\.Tensor`? as a Python `?bool`?",
        "Inside `fit` the step is a symbolic tensor, and a Python `if` (or `min`, `and`, `while`) "
        "cannot decide on it. A direct call with a number works, `fit` does not.",
        "choose with `tf.where`, `keras.ops.where` or `tf.cond` instead of a Python `if`; find a "
        "variable by `any(v is variable for v in variables)`, for `in` compares values.",
    ),
    Meaning(
        "M089",
        r"NotImplementedError: (numpy\(\) is only available|Cannot convert a symbolic)|"
        r"Tensor' object has no attribute 'numpy'|SymbolicTensor.*numpy",
        "Inside `fit` the step is a symbolic tensor without a value: NumPy, Python's `math`, and a "
        "`@tf.function` above `__call__` itself cannot take it. A direct call works, `fit` does "
        "not.",
        "use TensorFlow's or Keras's own functions (`tf.minimum`, `keras.ops.cos`, `tf.gather`); "
        "put `@tf.function` above a function of its own that gets `tf.cast(step, tf.float32)`.",
    ),
    Meaning(
        "K04",
        r"TypeError: .*(SymbolicTensor|cannot be interpreted as an integer|only integer scalar "
        r"arrays|list indices must be|Tensor'? object cannot)|'SymbolicTensor' object",
        "The step is a Variable, inside `fit` a symbolic tensor, and looking a value up in a "
        "Python list or a NumPy array by it is not possible.",
        "look values up with `tf.gather(tf.constant(values), index)`, or compute them.",
    ),
    Meaning(
        "too_few_outputs",
        r"label value of -?\d+ which is outside the valid range",
        "A label has no output of its own: the head has fewer outputs than there are labels.",
        "give it one output for each label; labels 0 to 4 need `Dense(5)`.",
    ),
    Meaning(
        "one_hot_labels",
        r"`target` and `output` must have the same (rank|shape)",
        "The loss expects one-hot labels, a row of zeros and a one for each image, and got whole "
        "numbers.",
        "for whole-number labels take `SparseCategoricalCrossentropy`.",
    ),
    Meaning(
        "M067",
        r"InvalidArgumentError|TypeError: .*(int64|int32).*(float32|float)|"
        r"must be the same type|incompatible type|expected type int|Expected float32|"
        r"cannot compute .* as input #1|to EagerTensor of dtype int|"
        r"has type float\d+ that does not match type int|has type int\d+ that does not match",
        "An integer and a float32 number met: TensorFlow does not mix the two on its own.",
        "write rates as floats (`0.0`, `1.0`), and cast the step: "
        "`step = tf.cast(step, tf.float32)`.",
    ),
    Meaning(
        "no_rate",
        r"Argument `learning_rate` should be.*Received( instead)?: (learning_rate=)?"
        r"(None|\[|\{|\(|<keras\S* keras\.\S*optimizers|<keras\.src\.optimizers\.(?!schedules)|"
        r"<keras\.src\.callbacks)",
        "An optimizer got nothing, a list, a dictionary, a callback or another optimizer as its "
        "learning rate.",
        "return the schedule object itself, with `return`.",
    ),
    Meaning(
        "M007",
        r"Argument `learning_rate` should be float|should be float, or an instance|"
        r"TypeError: Cannot convert '.*' to EagerTensor of dtype float",
        "`learning_rate` has to be a Python float or a schedule.",
        "pass the schedule object itself, or a number as `float(...)`; a Variable or a text is "
        "refused.",
    ),
    Meaning(
        "M107",
        r"output of the `?schedule`? function should be a float",
        "A `LearningRateScheduler` function has to return a Python float, every time.",
        "end it with `return float(...)`.",
    ),
    Meaning(
        "M113",
        r"object has no attribute 'set_model'|set_model\(\) missing",
        "What `fit(callbacks=[...])` got is no callback.",
        "return a callback object: an instance of your subclass of `keras.callbacks.Callback`, or "
        "`LearningRateScheduler(function)`.",
    ),
    Meaning(
        "factor_below_one",
        r"does not support a factor >= 1",
        "`ReduceLROnPlateau` multiplies the rate by its factor, and got one of 1 or more: another "
        "argument has taken its place.",
        "pass the arguments by name: `factor=factor, patience=patience`.",
    ),
    Meaning(
        "M159",
        r"TypeError: 'NoneType' object is not callable",
        "Something that is None was called. `compile` inside a callback leads to this: it throws "
        "the training step away while `fit` is still using it.",
        "do not compile in a callback; to change the rate, assign to "
        "`self.model.optimizer.learning_rate`.",
    ),
    Meaning(
        "no_val_loss",
        r"KeyError: 'val_loss'",
        "There is no `val_loss` there: `fit` reports it to `on_epoch_end`, when it has validation "
        "data, and to no other method.",
        'read `logs["val_loss"]` in `on_epoch_end`, and give `fit` its `validation_data`.',
    ),
    Meaning(
        "M133",
        r"KeyError: 'lr'",
        "No list of a History is called `lr` in Keras 3.",
        "it is called `learning_rate`, and is there only when a callback that reports the rate was "
        "at work.",
    ),
    Meaning(
        "M013",
        r"(fit|compile)\(\) got an unexpected keyword argument '(learning_rate|lr)'",
        "`fit` and `compile` have no argument for the learning rate: it belongs to the optimizer.",
        "pass it where the optimizer is made: `keras.optimizers.Adam(learning_rate)`.",
    ),
    Meaning(
        "unknown_argument_of_fit",
        r"\bfit\(\) got (an unexpected keyword|multiple values for) argument",
        "`fit` has no argument of that name, or gets it twice: after `x` and `y` come `batch_size` "
        "and `epochs`.",
        "look the name up; validation data go in as `validation_data=(x_val, y_val)`.",
    ),
    Meaning(
        "get_config",
        r"must override `get_config\(\)`",
        "The schedule has no `get_config` of its own, or asks its parent's: the base class of "
        "schedules has none.",
        "return a dictionary of all arguments of `__init__`, and do not call `super().get_config`.",
    ),
    Meaning(
        "config_names",
        r"could not be deserialized properly|"
        r"__init__\(\) (got an unexpected keyword argument|missing \d+ required)",
        "`__init__` got other arguments than it has. When a schedule is rebuilt, each entry of "
        "`get_config` is passed to `__init__` under its own name.",
        "use the names of all arguments of `__init__` as the keys of `get_config`, and no others.",
    ),
    Meaning(
        "M163",
        r"must have rank \(ndim\) `target\.ndim - 1`|"
        r"`target` and `output` must have the same shape",
        "Loss and labels do not fit together: one-hot labels go with `CategoricalCrossentropy`, "
        "whole numbers with `SparseCategoricalCrossentropy`.",
        "compare what the labels look like with what the loss that you compile with expects.",
    ),
    Meaning(
        "not_compiled",
        r"You must call `compile\(\)` before",
        "The model was never compiled, so there is nothing that could train it.",
        "call `model.compile(...)` with an optimizer and a loss.",
    ),
    Meaning(
        "several_optimizers",
        r"Could not interpret optimizer identifier: \[",
        "`compile` takes one optimizer, not a list of them.",
        "put the two rates into one optimizer: a subclass, or `keras.optimizers.MultiOptimizer`.",
    ),
    Meaning(
        "layer_name",
        r"No such layer",
        "A layer was looked up by a name that this model does not have: names differ from model to "
        "model.",
        "use the `model` and the `base` that you are given, and loop over `base.layers`.",
    ),
    Meaning(
        "argument_names",
        r"got an unexpected keyword argument",
        "The function is called with the argument names of the task.",
        "keep the names of the arguments as they were in the stub.",
    ),
    Meaning(
        "config_objects",
        r"Cannot serialize object|is not JSON serializable|'__tensor__'",
        "`get_config` holds an object that a file cannot keep.",
        "return plain numbers, texts and lists from `get_config`.",
    ),
    Meaning(
        "M105",
        r"TypeError: [\w.<>]*(__call__|on_\w+_(begin|end))\(\) (missing \d|takes \d)",
        "A method takes other arguments than Keras passes: a schedule is called with the step "
        "alone, and a callback's method with the epoch (or batch) and `logs`.",
        "write `def __call__(self, step):` or `def on_epoch_begin(self, epoch, logs=None):`.",
    ),
    Meaning(
        "plain_function",
        r"TypeError: .*<locals>\.\S+\(\) missing \d+ required positional argument",
        "A function was called with fewer arguments than it takes. As `learning_rate=` a plain "
        "function is called without the step, which only a `LearningRateSchedule` gets; from "
        "`LearningRateScheduler` it gets the epoch and the present rate.",
        "for a rate at each step, put the formula into `__call__(self, step)` of a class of "
        "schedules.",
    ),
    Meaning(
        "arguments",
        r"TypeError: .*(missing \d+ required (positional|keyword-only) argument|"
        r"takes .*positional arguments? but \d+ (was|were) given)",
        "A call hands over more or fewer arguments than the function takes. If that function is "
        "the task's, its `def` line is no longer that of the stub.",
        "compare the call with the `def` line; a task keeps the arguments and the defaults of its "
        "stub.",
    ),
    Meaning(
        "M015",
        r"(ImportError|AttributeError|ModuleNotFoundError).*(legacy|experimental)",
        "The legacy and experimental optimizers are gone from Keras 3.",
        "use `keras.optimizers.Adam` and its siblings.",
    ),
    Meaning(
        "import",
        r"ModuleNotFoundError|ImportError",
        "A submission may import keras, tensorflow, numpy, and Python's standard library.",
        "remove the import, or replace what it gave you.",
    ),
    Meaning(
        "input",
        r"EOFError: EOF when reading a line",
        "Nobody types anything while your work is graded, so `input()` has no answer.",
        "use the function's arguments instead of asking.",
    ),
    Meaning(
        "exit",
        r"^SystemExit",
        "`exit()` and `sys.exit` end the whole program; a function ends with `return` or `raise`.",
        "write `return` where a result is meant, and `raise ValueError(...)` where an error is.",
    ),
    Meaning(
        "M027",
        r"Unknown variable",
        "An optimizer belongs to the variables that it trained first: those of another model, and "
        "those that were unfrozen since, are unknown to it.",
        "make a new optimizer in each call, and compile with it.",
    ),
    Meaning(
        "truth_of_an_array",
        r"truth value of an array with more than one element",
        "An array, or a tuple of arrays, stands where one number is meant: it was compared, or "
        "asked whether it is true.",
        "print what that line works on, piece by piece. `np.linalg.eig` returns two arrays, for "
        "example.",
    ),
    Meaning(
        "divided_by_zero",
        r"ZeroDivisionError",
        "This line divides by a number that is 0 for these arguments.",
        "which argument above is 0? Treat that case apart, before the division.",
    ),
    Meaning(
        "name",
        r"NameError|UnboundLocalError",
        "A name is used that nothing above it defines.",
        "check its spelling, and that the line which defines it is in the file.",
    ),
)

OWN_RAISE = Meaning(
    "own_raise",
    "",
    "The line that refused this call is your own `raise` or `assert`, but these arguments are "
    "allowed.",
    "compare the condition above that line with the task's text, the border cases first.",
)

LEFT_OVER = Meaning(
    "left_over",
    "",
    "The last line of the stub is still there, and your code arrived at it.",
    "delete the line `raise NotImplementedError()`.",
)

OTHER = Meaning(
    "",
    "",
    "Your code raised an exception, so there is no result to look at.",
    "call the function with these arguments on your machine and read the last line of the error.",
)


def meaning(error: Raised) -> Meaning:
    """What `error` means, or a general sentence where it is not a known one."""
    if error.code.startswith("raise NotImplementedError"):
        return LEFT_OVER
    if re.match(r"(raise|assert)\b.", error.code):
        return OWN_RAISE
    return next((each for each in MEANINGS if each.fits(error)), OTHER)
