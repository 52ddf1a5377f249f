/*
 * What the four languages share (docs/protocol/10 §2). Only fragments: each language says in which mode they are
 * tokens. Keywords are not delimited and mean something only in their place, hence the modes.
 */
lexer grammar Lexical;

// A comment needs its line break, also at the end of the text.
fragment GAP : ( [ \t\r\n] | '//' ~[\r\n]* ( '\r\n' | '\r' | '\n' ) )+ ;

fragment IDENT     : [\p{L}\p{N}_]+ ;
fragment QUALIFIED : [\p{L}\p{N}_.]+ ;

fragment DIGITS        : [0-9]+ ;
fragment VARIABLE_TEXT : '$' IDENT ;
fragment INTEGER_TEXT  : '-'? DIGITS ;
fragment FLOAT_TEXT    : '-'? ( '0' | [1-9] [0-9]* ) '.' [0-9]* ( [eE] [+-]? DIGITS )? ;
fragment STRING_TEXT   : '"' ( ~["\\] | '\\' ( ["\\/bfnrt] | 'u' HEX HEX HEX HEX ) )* '"' ;
fragment HEX           : [0-9a-fA-F] ;

// The conversion decides what to do with other cases than lower.
fragment BOOLEAN_TEXT : [tT] [rR] [uU] [eE] | [fF] [aA] [lL] [sS] [eE] ;
fragment NULL_TEXT    : [nN] [uU] [lL] [lL] ;
