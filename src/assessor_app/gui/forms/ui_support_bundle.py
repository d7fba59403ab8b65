# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'support_bundle.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QAbstractButton, QApplication, QCheckBox, QDialog,
    QDialogButtonBox, QLabel, QPlainTextEdit, QSizePolicy,
    QVBoxLayout, QWidget)

class Ui_SupportBundle(object):
    def setupUi(self, SupportBundle):
        if not SupportBundle.objectName():
            SupportBundle.setObjectName(u"SupportBundle")
        SupportBundle.resize(720, 560)
        self.outer = QVBoxLayout(SupportBundle)
        self.outer.setSpacing(12)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(16, 16, 16, 16)
        self.explanation = QLabel(SupportBundle)
        self.explanation.setObjectName(u"explanation")
        self.explanation.setWordWrap(True)
        self.explanation.setProperty(u"look", u"quiet")

        self.outer.addWidget(self.explanation)

        self.contents = QPlainTextEdit(SupportBundle)
        self.contents.setObjectName(u"contents")
        self.contents.setReadOnly(True)
        self.contents.setTabChangesFocus(True)

        self.outer.addWidget(self.contents)

        self.with_refused = QCheckBox(SupportBundle)
        self.with_refused.setObjectName(u"with_refused")

        self.outer.addWidget(self.with_refused)

        self.refused_note = QLabel(SupportBundle)
        self.refused_note.setObjectName(u"refused_note")
        self.refused_note.setWordWrap(True)
        self.refused_note.setProperty(u"look", u"quiet")

        self.outer.addWidget(self.refused_note)

        self.buttons = QDialogButtonBox(SupportBundle)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.Close)

        self.outer.addWidget(self.buttons)

        QWidget.setTabOrder(self.contents, self.with_refused)

        self.retranslateUi(SupportBundle)

        QMetaObject.connectSlotsByName(SupportBundle)
    # setupUi

    def retranslateUi(self, SupportBundle):
        SupportBundle.setWindowTitle(QCoreApplication.translate("SupportBundle", u"Support bundle", None))
        self.explanation.setText(QCoreApplication.translate("SupportBundle", u"This is all there is in it. Read it, then save it and send the file to those who look after the program.", None))
#if QT_CONFIG(accessibility)
        self.contents.setAccessibleName(QCoreApplication.translate("SupportBundle", u"Everything that is in the bundle", None))
#endif // QT_CONFIG(accessibility)
        self.with_refused.setText(QCoreApplication.translate("SupportBundle", u"With &refused writes, sealed to your district\u2019s recovery key", None))
#if QT_CONFIG(accessibility)
        self.with_refused.setAccessibleName(QCoreApplication.translate("SupportBundle", u"With refused writes, sealed to your district\u2019s recovery key", None))
#endif // QT_CONFIG(accessibility)
        self.refused_note.setText("")
    # retranslateUi

