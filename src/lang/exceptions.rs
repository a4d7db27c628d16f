//! The exception types, as a tree of [`Type`]s.

use super::registry::{OBJECT, Table, Type};

/// `BaseException`
pub static BASE_EXCEPTION: Type =
    Type::new("BaseException", "builtins", &[&OBJECT], super::builtins::python::exception::table);

macro_rules! exceptions {
    ($($id:ident = $name:literal : $($base:ident),+ ; $module:literal)*) => {
        $(
            #[doc = concat!("`", $name, "`")]
            pub static $id: Type = Type::new($name, $module, &[$(&$base),+], Table::default);
        )*
        /// Every exception type.
        pub static ALL: &[&Type] = &[&BASE_EXCEPTION, $(&$id),*];
    };
}

exceptions! {
    KEYBOARD_INTERRUPT = "KeyboardInterrupt": BASE_EXCEPTION; "builtins"
    SYSTEM_EXIT = "SystemExit": BASE_EXCEPTION; "builtins"
    GENERATOR_EXIT = "GeneratorExit": BASE_EXCEPTION; "builtins"
    EXCEPTION = "Exception": BASE_EXCEPTION; "builtins"
    ARITHMETIC_ERROR = "ArithmeticError": EXCEPTION; "builtins"
    FLOATING_POINT_ERROR = "FloatingPointError": ARITHMETIC_ERROR; "builtins"
    OVERFLOW_ERROR = "OverflowError": ARITHMETIC_ERROR; "builtins"
    ZERO_DIVISION_ERROR = "ZeroDivisionError": ARITHMETIC_ERROR; "builtins"
    ASSERTION_ERROR = "AssertionError": EXCEPTION; "builtins"
    ATTRIBUTE_ERROR = "AttributeError": EXCEPTION; "builtins"
    BUFFER_ERROR = "BufferError": EXCEPTION; "builtins"
    EOF_ERROR = "EOFError": EXCEPTION; "builtins"
    IMPORT_ERROR = "ImportError": EXCEPTION; "builtins"
    MODULE_NOT_FOUND_ERROR = "ModuleNotFoundError": IMPORT_ERROR; "builtins"
    LOOKUP_ERROR = "LookupError": EXCEPTION; "builtins"
    INDEX_ERROR = "IndexError": LOOKUP_ERROR; "builtins"
    KEY_ERROR = "KeyError": LOOKUP_ERROR; "builtins"
    MEMORY_ERROR = "MemoryError": EXCEPTION; "builtins"
    ARRAY_MEMORY_ERROR = "MemoryError": MEMORY_ERROR; "numpy._core._exceptions"
    NAME_ERROR = "NameError": EXCEPTION; "builtins"
    UNBOUND_LOCAL_ERROR = "UnboundLocalError": NAME_ERROR; "builtins"
    OS_ERROR = "OSError": EXCEPTION; "builtins"
    UNSUPPORTED_OPERATION = "UnsupportedOperation": OS_ERROR, VALUE_ERROR; "io"
    BLOCKING_IO_ERROR = "BlockingIOError": OS_ERROR; "builtins"
    CHILD_PROCESS_ERROR = "ChildProcessError": OS_ERROR; "builtins"
    CONNECTION_ERROR = "ConnectionError": OS_ERROR; "builtins"
    BROKEN_PIPE_ERROR = "BrokenPipeError": CONNECTION_ERROR; "builtins"
    CONNECTION_ABORTED_ERROR = "ConnectionAbortedError": CONNECTION_ERROR; "builtins"
    CONNECTION_REFUSED_ERROR = "ConnectionRefusedError": CONNECTION_ERROR; "builtins"
    CONNECTION_RESET_ERROR = "ConnectionResetError": CONNECTION_ERROR; "builtins"
    INTERRUPTED_ERROR = "InterruptedError": OS_ERROR; "builtins"
    NOT_A_DIRECTORY_ERROR = "NotADirectoryError": OS_ERROR; "builtins"
    PROCESS_LOOKUP_ERROR = "ProcessLookupError": OS_ERROR; "builtins"
    FILE_EXISTS_ERROR = "FileExistsError": OS_ERROR; "builtins"
    FILE_NOT_FOUND_ERROR = "FileNotFoundError": OS_ERROR; "builtins"
    IS_A_DIRECTORY_ERROR = "IsADirectoryError": OS_ERROR; "builtins"
    PERMISSION_ERROR = "PermissionError": OS_ERROR; "builtins"
    TIMEOUT_ERROR = "TimeoutError": OS_ERROR; "builtins"
    REFERENCE_ERROR = "ReferenceError": EXCEPTION; "builtins"
    RUNTIME_ERROR = "RuntimeError": EXCEPTION; "builtins"
    TOO_HARD_ERROR = "TooHardError": RUNTIME_ERROR; "numpy.exceptions"
    NOT_IMPLEMENTED_ERROR = "NotImplementedError": RUNTIME_ERROR; "builtins"
    RECURSION_ERROR = "RecursionError": RUNTIME_ERROR; "builtins"
    STOP_ITERATION = "StopIteration": EXCEPTION; "builtins"
    STOP_ASYNC_ITERATION = "StopAsyncIteration": EXCEPTION; "builtins"
    SYNTAX_ERROR = "SyntaxError": EXCEPTION; "builtins"
    INDENTATION_ERROR = "IndentationError": SYNTAX_ERROR; "builtins"
    TAB_ERROR = "TabError": INDENTATION_ERROR; "builtins"
    SYSTEM_ERROR = "SystemError": EXCEPTION; "builtins"
    TYPE_ERROR = "TypeError": EXCEPTION; "builtins"
    VALUE_ERROR = "ValueError": EXCEPTION; "builtins"
    UNICODE_ERROR = "UnicodeError": VALUE_ERROR; "builtins"
    UNICODE_DECODE_ERROR = "UnicodeDecodeError": UNICODE_ERROR; "builtins"
    UNICODE_ENCODE_ERROR = "UnicodeEncodeError": UNICODE_ERROR; "builtins"
    UNICODE_TRANSLATE_ERROR = "UnicodeTranslateError": UNICODE_ERROR; "builtins"
    WARNING = "Warning": EXCEPTION; "builtins"
    BYTES_WARNING = "BytesWarning": WARNING; "builtins"
    ENCODING_WARNING = "EncodingWarning": WARNING; "builtins"
    IMPORT_WARNING = "ImportWarning": WARNING; "builtins"
    PENDING_DEPRECATION_WARNING = "PendingDeprecationWarning": WARNING; "builtins"
    RESOURCE_WARNING = "ResourceWarning": WARNING; "builtins"
    UNICODE_WARNING = "UnicodeWarning": WARNING; "builtins"
    DEPRECATION_WARNING = "DeprecationWarning": WARNING; "builtins"
    FUTURE_WARNING = "FutureWarning": WARNING; "builtins"
    RUNTIME_WARNING = "RuntimeWarning": WARNING; "builtins"
    SYNTAX_WARNING = "SyntaxWarning": WARNING; "builtins"
    USER_WARNING = "UserWarning": WARNING; "builtins"
    CONVERSION_WARNING = "ConversionWarning": USER_WARNING; "numpy.lib._iotools"
    AXIS_ERROR = "AxisError": VALUE_ERROR, INDEX_ERROR; "numpy.exceptions"
    COMPLEX_WARNING = "ComplexWarning": RUNTIME_WARNING; "numpy.exceptions"
    VISIBLE_DEPRECATION_WARNING = "VisibleDeprecationWarning": USER_WARNING; "numpy.exceptions"
    RANK_WARNING = "RankWarning": RUNTIME_WARNING; "numpy.exceptions"
    DTYPE_PROMOTION_ERROR = "DTypePromotionError": TYPE_ERROR; "numpy.exceptions"
    LIN_ALG_ERROR = "LinAlgError": VALUE_ERROR; "numpy.linalg"
    UFUNC_TYPE_ERROR = "UFuncTypeError": TYPE_ERROR; "numpy._core._exceptions"
    CALLED_PROCESS_ERROR = "CalledProcessError": EXCEPTION; "subprocess"
    BAD_ZIP_FILE = "BadZipFile": EXCEPTION; "zipfile"
    JSON_DECODE_ERROR = "JSONDecodeError": VALUE_ERROR; "json.decoder"
    USAGE_ERROR = "UsageError": EXCEPTION; "IPython.core.error"
}
