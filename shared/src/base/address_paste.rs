//! Reading a pasted address.
